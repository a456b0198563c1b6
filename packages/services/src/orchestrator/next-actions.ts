import {
  ConfigurationError,
  type NextAction,
  type NextActions,
  type NextActionsAnswer,
  type NextActionsQuestion,
} from '@holdfast/core/internal';
import { field, isObject, readList, readString, readText } from '@holdfast/core/protocol';
import type { Door } from '../door.js';
import { misshapen } from '../rest.js';

const NAME = 'question for next actions';

/** Source: rest-and-auth.md §7.4. */
export function nextActions(send: Door, accountId: string, version: 1 | 2): NextActions {
  return {
    version,
    ask: ({ signal, ...question }) => {
      const request = version === 1 ? getV1(question, accountId) : postV2(question, accountId);
      return send(
        { ...request, name: NAME, read: ({ body }) => readAnswer(body) },
        signal === undefined ? {} : { signal },
      );
    },
  };
}

type Question = Omit<NextActionsQuestion, 'signal'>;

function getV1({ conversationId, consumerId, groupId }: Question, accountId: string): { method: 'GET'; path: string } {
  const given = Object.entries({ conversationId, consumerId, groupId }).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  const query = new URLSearchParams(given).toString();
  return { method: 'GET', path: `/v1/account/${accountId}/next-actions${query === '' ? '' : `?${query}`}` };
}

function postV2(question: Question, accountId: string): { method: 'POST'; path: string; json: object } {
  const { conversationId, consumerId: customerId, sessionId, policyId, groupId } = question;
  if (groupId !== undefined) {
    throw new ConfigurationError('groupId', 'Next actions of version 2 know no groupId. Give the sessionId instead.');
  }
  return {
    method: 'POST',
    path: '/v2/policy/nextaction',
    json: { accountId, conversationId, customerId, sessionId, policyId },
  };
}

/** Version 1 answers with an object around a rule, version 2 with the bare list; either shape is taken from either. */
function readAnswer(body: unknown): NextActionsAnswer {
  if (typeof body !== 'object' || body === null) throw misshapen(NAME, 'that is neither a rule nor a list');
  const rule = field(body, 'rule');
  const listed = Array.isArray(body)
    ? body
    : 'rule' in body
      ? field(rule, 'actions')
      : (field(body, 'actions') ?? body);
  const actions = readList(listed)
    .map(readAction)
    .filter((action) => action !== undefined);
  const id = readText(field(rule, 'id'), 128);
  const name = readString(field(rule, 'name'));
  const reason = readText(field(body, 'noMatchReason'), 64);
  return {
    actions,
    ...(id === undefined ? {} : { rule: { id, ...(name === undefined ? {} : { name }) } }),
    ...(actions.length > 0 ? {} : { noMatchReason: reason ?? 'NO_MATCHED_RULES' }),
  };
}

function readAction(value: unknown): NextAction | undefined {
  const type = readText(field(value, 'type'), 128);
  if (type === undefined) return undefined;
  const given = field(value, 'payload');
  const payload = isObject(given) ? given : {};
  const said = readString(field(payload, 'text') ?? field(payload, 'message'));
  return { type, payload, ...(type === 'SEND_MESSAGE' && said !== undefined ? { text: said } : {}) };
}
