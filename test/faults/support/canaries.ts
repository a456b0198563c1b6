/** A secret as it could slip out: as it is, in a URL, in base64, in JSON, or reversed by nobody. */
const formsOf = (secret: string): readonly string[] => [
  ...new Set([
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').replaceAll('=', ''),
    JSON.stringify(secret).slice(1, -1),
  ]),
];

/** Fails, naming place and position but not the secret, if one can be read anywhere. */
export function expectNoSecret(secrets: readonly string[], outputs: Readonly<Record<string, string>>): void {
  for (const [place, text] of Object.entries(outputs)) {
    secrets.forEach((secret, index) => {
      if (secret.length < 8) return;
      if (formsOf(secret).some((form) => text.includes(form))) {
        throw new Error(`Secret number ${index} can be read in the ${place} of this scene.`);
      }
    });
  }
}
