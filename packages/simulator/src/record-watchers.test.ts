import { expect } from 'chai';
import { describe, it } from 'mocha';
import { RecordWatchers } from './record-watchers.js';

describe('Those who watch records', () => {
  it('hear each one until they have heard enough, also when the same one watches twice', () => {
    const heard: number[] = [];
    const watchers = new RecordWatchers<number>();
    const listener = (entry: number): void => void heard.push(entry);
    const [stop, stopAgain] = [watchers.add(listener), watchers.add(listener)];
    watchers.tell(1);
    stop();
    stop();
    watchers.tell(2);
    stopAgain();
    watchers.tell(3);
    expect(heard).to.deep.equal([1, 1, 2]);
    expect(watchers.isEmpty).to.equal(true);
  });
});
