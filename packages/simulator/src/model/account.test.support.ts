import { ManualClock } from '../manual-clock.js';
import { type Behaviour, defaultBehaviour, defaultFeatures, defaultLimits, defaultTimings } from '../options.js';
import { Account } from './account.js';
import type { Agent } from './agent.js';
import type { DomainEvent } from './domain-event.js';

/** An account on a clock of its own, with a record of what it told. */
export function testAccount(behaviour: Partial<Behaviour> = {}) {
  const clock = new ManualClock();
  const account = new Account({
    id: '12345678',
    clock,
    timings: defaultTimings,
    limits: defaultLimits,
    features: defaultFeatures,
    behaviour: { ...defaultBehaviour, ...behaviour },
  });
  account.skills.set('100', 'Bots');
  account.skills.set('200', 'People');
  const told: DomainEvent[] = [];
  account.listen((event) => told.push(event));
  let users = 0;
  const addAgent = (settings: Partial<Agent['settings']> = {}): Agent => {
    const username = settings.username ?? `agent-${++users}`;
    const agent = account.addAgent({
      nickname: username,
      skills: ['100'],
      capacity: 10,
      profile: 'agent',
      ...settings,
      username,
    });
    account.agentConnected(agent);
    return agent;
  };
  const online = (settings: Partial<Agent['settings']> = {}): Agent => {
    const agent = addAgent(settings);
    account.setAvailability(agent, 'ONLINE');
    return agent;
  };
  const ringsOf = (agent: Agent) => account.routing.waitingFor(agent).map(({ ring }) => ring);
  const start = (skillId = '100') =>
    account.startConversation({ consumer: account.admit(`c-${told.length}`), skillId });
  return { account, clock, told, addAgent, online, ringsOf, start };
}
