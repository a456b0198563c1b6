import { describe, it } from 'node:test';
import { converse, hearNothing } from '../conversation.js';

void describe('A bot under node:test', () => {
  void it('converses in virtual time', () => converse({ time: 'virtual' }));
  void it('converses in real time', () => converse({ time: 'real' }));
  void it('(fails)', (context) => hearNothing({ test: context.name }));
});
