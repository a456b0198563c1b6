/** Fields whose texts are words of the protocol or ids, without which nothing of a session could be told from another. */
const KEPT: ReadonlySet<string> = new Set([
  'id',
  'ids',
  'type',
  'types',
  'kind',
  'state',
  'stage',
  'status',
  'role',
  'action',
  'field',
  'availability',
  'channels',
  'convState',
  'closeReason',
  'closedBy',
  'messageAudience',
  'lang',
  'relativePath',
  'features',
  '$number',
  // The maps of participants have the roles as their fields.
  'CONSUMER',
  'ASSIGNED_AGENT',
  'AGENT',
  'MANAGER',
  'READER',
  'CONTROLLER',
]);

const KEPT_ENDING = /(?:Ids?|PId|Type|State|Status)$/;

/** Longer ones are no ids. */
const LONGEST = 256;

/** Whether a text of this field stays readable where texts are masked. */
export const isKept = (name: string | undefined, text: string): boolean =>
  name !== undefined && text.length <= LONGEST && (KEPT.has(name) || KEPT_ENDING.test(name));
