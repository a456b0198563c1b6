import { basename, resolve } from 'node:path';
import { Command } from 'commander';
import type { CliProcess } from '../process/cli-process.js';
import { packageVersion } from '../process/package-version.js';
import { checkProjectName } from '../scaffold/check-project-name.js';
import { scaffold } from '../scaffold/scaffold.js';

export const newCommand = (host: CliProcess): Command =>
  new Command('new')
    .description('make a bot project in a new or empty folder')
    .argument('<folder>', 'where to make it; its last part becomes the name of the package')
    .option('--name <name>', 'the name of the package, if not that of the folder')
    .action(async (folder: string, { name }: { name?: string }) => {
      const path = resolve(host.cwd(), folder);
      const project = checkProjectName(name ?? basename(path));
      await scaffold({ folder: path, name: project, version: packageVersion() });
      host.stdout.write(nextSteps(project, folder));
    });

const nextSteps = (name: string, folder: string): string => `${name} is ready. Next:

  cd ${folder}
  npm install
  npm start          # a local LivePerson, the bot, and a page to chat on
  npm test           # compiles, and tests the bot without an account
  npm run dev        # starts the bot anew whenever you save

src/bot.ts is the bot, .env.example what a real account needs, README.md the rest.
`;
