/** Refuses an older Node in plain words. Imported before everything else, so its syntax stays old. */

const needed = [20, 19];

const [major, minor] = process.versions.node.split('.').map(Number);

if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  process.stderr.write(
    `Holdfast needs Node.js ${needed.join('.')} or newer; this is ${process.versions.node} (${process.execPath}).\n` +
      'Install a current Node.js from https://nodejs.org and run the command again.\n',
  );
  process.exit(1);
}
