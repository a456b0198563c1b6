import { expect } from 'chai';
import { oauth1, RequestRefusedError, UnexpectedAnswerError, type User, type UserListChange } from 'holdfast';
import { describe, it } from 'mocha';
import { until } from '../e2e/until.js';
import { Desk, refusalOf } from './desk.js';

const statuses = (desk: Desk, method: string): readonly number[] =>
  desk.simulator.log.flatMap((record) =>
    record.kind === 'request' && record.method === method && record.route.includes('/users') ? [record.status] : [],
  );

const first = async (desk: Desk): Promise<User> => {
  const [user] = (await desk.services.users.list()).users;
  if (user === undefined) throw new Error('The account has no users.');
  return user;
};

describe('Users API', () => {
  it('R28 asks for the whole list once, and after that only whether it has changed', async () => {
    await using desk = await Desk.open();
    const before = await desk.services.users.list();
    expect(await desk.services.users.list()).to.deep.equal(before);
    expect(statuses(desk, 'GET')).to.deep.equal([200, 304]);
    await desk.services.users.list({ includeDeleted: true });
    expect(statuses(desk, 'GET')).to.deep.equal([200, 304, 200]);
  });

  it('R28 finds one user, and says when there is none', async () => {
    await using desk = await Desk.open();
    const user = await first(desk);
    expect(await desk.services.users.get(user.id)).to.deep.equal(user);
    expect(await desk.services.users.get('404')).to.equal(undefined);
    expect(await desk.services.users.get('../skills')).to.equal(undefined);
  });

  it('R28 changes a field and loses none', async () => {
    await using desk = await Desk.open();
    const { id, fields } = await first(desk);
    const changed = await desk.services.users.update(id, { nickname: 'Ada' });
    expect(changed.nickname).to.equal('Ada');
    const { dateUpdated: _then, ...now } = (await first(desk)).fields;
    const { dateUpdated: _before, ...old } = fields;
    expect(now).to.deep.equal({ ...old, nickname: 'Ada' });
  });

  it('R28 lets two writers change different fields at once, and keeps both', async () => {
    await using desk = await Desk.open();
    const { id } = await first(desk);
    const { users } = desk.services;
    const other = desk.also({ credentials: desk.simulator.bots[0].oauth2Credentials }).users;
    await other.list();
    const add = (skill: number) => (fields: Readonly<Record<string, unknown>>) => ({
      ...fields,
      skillIds: [...(fields['skillIds'] as number[]), skill],
    });
    await Promise.all([users.update(id, add(7)), users.update(id, add(8)), users.update(id, { maxAsyncChats: 3 })]);
    const { skillIds, maxAsyncChats } = await first(desk);
    expect(skillIds).to.include.members(['7', '8']);
    expect(maxAsyncChats).to.equal(3);
    expect(statuses(desk, 'PUT')).to.include(412);
  });

  it('R28 gives up, with its reason, when a write is stale again and again', async () => {
    await using desk = await Desk.open();
    const { id } = await first(desk);
    desk.simulator.faults.add({
      match: { request: '/users/', method: 'PUT' },
      action: { answer: { status: 412 } },
      times: Infinity,
    });
    const error = await refusalOf(desk.services.users.update(id, { nickname: 'Ada' }));
    expect(error).to.be.instanceOf(RequestRefusedError).and.include({ status: 412 });
    expect(desk.simulator.faults.log).to.have.length(5);
  });

  it('R28 refuses to carry a number that JavaScript would change', async () => {
    await using desk = await Desk.open();
    const { id } = await first(desk);
    const body = `{"id":${id},"loginName":"x","skillIds":[9007199254740993]}`;
    const headers = { 'ac-revision': '7', 'content-type': 'application/json' };
    desk.simulator.faults.add({ match: { request: '/users/' }, action: { answer: { status: 200, headers, body } } });
    expect(await refusalOf(desk.services.users.update(id, {}))).to.include({ code: 'REQUEST_REFUSED', status: 422 });
    expect(statuses(desk, 'PUT')).to.deep.equal([]);
  });

  it('R28 creates and deletes a user, and sets a password; a creation is never sent twice', async () => {
    await using desk = await Desk.open();
    const { users } = desk.also({ retryDelays: [1, 1] });
    const person = { loginName: 'ada', nickname: 'Ada', email: 'ada@example.test', isEnabled: true, maxChats: 1 };
    await users.create({ ...person, profileIds: [0], passwordSh: 'canary-secret' });
    const ada = (await users.list()).users.find(({ loginName }) => loginName === 'ada');
    await users.resetPassword(ada?.id ?? '', 'canary-other');
    await users.delete(ada?.id ?? '');
    expect((await users.list()).users.map(({ loginName }) => loginName)).not.to.include('ada');
    desk.simulator.faults.add({ match: { request: '/users', method: 'POST' }, action: 'loseAnswer' });
    expect(await refusalOf(users.create({ ...person, profileIds: [0] }))).to.include({ code: 'PLATFORM_UNAVAILABLE' });
    expect((await users.list()).users.filter(({ loginName }) => loginName === 'ada')).to.have.length(1);
  });

  it('R28 reads users with strings for numbers, attributes with an @, and one user where a list belongs', async () => {
    await using desk = await Desk.open();
    const one = {
      '@id': '5',
      '@loginName': 'ada',
      isEnabled: 'true',
      userTypeId: '2',
      skillIds: '9',
      deleted: 'false',
    };
    desk.simulator.faults.add({ match: { request: '/users' }, action: { answer: { status: 200, body: one } } });
    const { users } = await desk.services.users.list();
    expect(users).to.have.length(1);
    expect(users[0]).to.deep.include({ id: '5', loginName: 'ada', enabled: true, kind: 'bot', skillIds: ['9'] });
    desk.simulator.faults.add({ match: { request: '/users/5' }, action: { answer: { status: 200, body: [one] } } });
    expect(await desk.services.users.get('5')).to.include({ id: '5', loginName: 'ada' });
  });

  for (const [fault, answer] of [
    ['304 when nothing is known', { status: 304 }],
    ['an empty 200', { status: 200 }],
    ['a page', { status: 200, body: '<html>canary</html>' }],
    ['a text', { status: 200, body: '"canary"' }],
    ['a list of something else', { status: 200, body: [1, 'canary', null] }],
    ['a million brackets', { status: 200, body: '['.repeat(1_000_000) }],
  ] as const) {
    it(`R28 takes ${fault} for what it is`, async () => {
      await using desk = await Desk.open();
      desk.simulator.faults.add({ match: { request: '/users' }, action: { answer } });
      const error = await refusalOf(desk.services.users.list());
      expect(error).to.be.instanceOf(UnexpectedAnswerError);
      expect(error.message).not.to.include('canary');
    });
  }
});

describe('The list of users, watched', () => {
  it('R29 shows a change after one interval, and pays a 304 for none', async () => {
    await using desk = await Desk.open();
    const { users } = desk.services;
    const seen: UserListChange[] = [];
    const watching = users.watch({ every: 20 }).subscribe((change) => seen.push(change));
    await until('the list was looked at three times', () => statuses(desk, 'GET').length >= 3);
    expect(seen).to.have.length(1);
    expect(seen[0]?.added).to.have.length(1);
    expect(statuses(desk, 'GET').slice(1, 3)).to.deep.equal([304, 304]);
    // With a key and not with a login, which would end that of who watches.
    const keys = desk.simulator.admin.createApiKey(['users']);
    const other = desk.also({ authorizer: oauth1(keys, { timestamp: () => Math.floor(desk.clock.now() / 1_000) }) });
    await other.users.update(seen[0]?.users[0]?.id ?? '', { nickname: 'Ada' });
    await until('the change was seen', () => seen.length === 2);
    expect(seen[1]?.changed.map(({ nickname }) => nickname)).to.deep.equal(['Ada']);
    expect([seen[1]?.added, seen[1]?.removed]).to.deep.equal([[], []]);
    watching.unsubscribe();
  });

  it('R29 goes on after an outage, and ends with the services', async () => {
    await using desk = await Desk.open();
    let ended = false;
    const seen: UserListChange[] = [];
    desk.simulator.faults.add({ match: { request: '/users' }, action: { answer: { status: 503 } }, times: 2 });
    desk.services.users
      .watch({ every: 10 })
      .subscribe({ next: (change) => seen.push(change), complete: () => (ended = true) });
    await until('the list was seen', () => seen.length === 1);
    await desk.services.close();
    await until('the watching ended', () => ended);
  });

  it('R29 ends with the reason of a refusal', async () => {
    await using desk = await Desk.open();
    desk.simulator.faults.add({ match: { request: '/users' }, action: { answer: { status: 403 } }, times: Infinity });
    let reason: unknown;
    desk.services.users.watch({ every: 10 }).subscribe({ error: (error: unknown) => (reason = error) });
    await until('the watching ended', () => reason !== undefined);
    expect(reason).to.be.instanceOf(RequestRefusedError);
  });
});
