/** What a text may say once its escapes are undone, up to three layers deep. Empty for a text without escapes. */
export const decodings = (text: string): readonly string[] => {
  const found = new Set<string>();
  let layer: readonly string[] = [text];
  for (let depth = 0; depth < LAYERS; depth += 1) {
    layer = layer.flatMap((outer) => DECODERS.map((decode) => decode(outer)).filter((inner) => inner !== outer));
    for (const inner of layer) found.add(inner);
  }
  return [...found];
};

const LAYERS = 3;

const fromPercent = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString());

const fromForm = (text: string): string => (text.includes('%') ? fromPercent(text.replaceAll('+', ' ')) : text);

const CHARACTER: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

const fromJson = (text: string): string =>
  text.replace(/\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|(.))/gi, (_, unit?: string, byte?: string, mark = '') => {
    const code = unit ?? byte;
    return code === undefined
      ? (CHARACTER[String(mark)] ?? String(mark))
      : String.fromCharCode(Number.parseInt(code, 16));
  });

const DECODERS = [fromPercent, fromForm, fromJson];
