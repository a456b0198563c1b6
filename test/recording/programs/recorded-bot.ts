/** A bot that is recorded, until somebody ends this process. The file is its argument. */
import { recording } from '@holdfast/recording';
import { fromEnv } from 'holdfast';
import { brisk } from '../../e2e/brisk.js';
import { EchoBot } from '../night.js';

const bot = new EchoBot(recording(fromEnv(), { file: process.env['RECORD'] ?? '' }), brisk);
await bot.start();
process.stdout.write('live\n');
