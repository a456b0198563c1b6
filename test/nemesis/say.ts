/** A line for whoever runs a suite by hand or reads what it left behind. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`);
