import { afterEach, beforeEach } from 'mocha';
import sinon from 'sinon';
import { FakePlatform, type Rig, text, textIn } from './fake-platform.test.js';
import type { JoinResult } from './surroundings.js';
import type { Turn } from './turn.js';

export const D = 'dialog-1';
export const dialog = { conversationId: D, dialogId: D };

/** A fresh platform and a virtual clock for each test of the suite that calls this. */
export class Scene {
  platform = new FakePlatform();
  clock = sinon.useFakeTimers({ toFake: [] });

  constructor() {
    this.clock.restore();
    beforeEach(() => {
      this.clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
      this.platform = new FakePlatform();
    });
    afterEach(() => this.clock.restore());
  }

  async join(rig: Rig, id = D): Promise<JoinResult> {
    const joined = rig.delivery.join({ conversationId: id, dialogId: id });
    await this.clock.tickAsync(50 * this.platform.latency);
    return joined;
  }
}

export const echo = async (turn: Turn): Promise<unknown> => turn.say(text(`re ${textIn(turn)}`));

export const types = (rig: Rig): readonly string[] => rig.reports.map(({ type }) => type);
