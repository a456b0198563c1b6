export type Scenarios = Readonly<Record<string, () => Promise<void>>>;

/** The main part of a program of scenarios: runs the one that the command line names, and says that it held. */
export async function runScenario(scenarios: Scenarios): Promise<void> {
  const name = process.argv[2] ?? '';
  const scenario = scenarios[name];
  if (scenario === undefined) throw new Error(`There is no scenario ${name}.`);
  await scenario();
  process.stdout.write('held\n');
}
