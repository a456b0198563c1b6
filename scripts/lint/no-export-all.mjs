/** A public surface is a list of names: with `export *`, whatever a file happens to export becomes public. */
export const noExportAll = {
  create: (context) => ({
    ExportAllDeclaration(node) {
      context.report({ node, message: 'Export names one by one, so that nothing becomes public by accident.' });
    },
  }),
};
