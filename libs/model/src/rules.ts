/**
 * What can be dropped, and what is done instead. A name without a slash is a rule of one clause; `DEL-1/again` is one
 * clause of DEL-1, and dropping `DEL-1` drops all its clauses. docs/model.md says of LOG-8/wait and DEL-6/requests what
 * goes wrong without them, which is not plain from the words of those rules.
 */
export const clauses = {
  'LOG-1': 'a number is taken from a counter first, and the entry written to it later',
  'LOG-2': 'nothing ever looks for a key',
  'LOG-3': 'the slot after the known head is written whether or not it is empty',
  'LOG-4/look':
    'a process looks for the key in what it happens to hold, and reads the newest entry where it holds nothing',
  'LOG-4/first': '`after` is taken anew from what is held at every try',
  'LOG-4/stored': 'the first byte leaves before key and `after` are stored',
  'LOG-4/refusals': 'a refusal that depends on state comes before the look for the key',
  'LOG-5/ahead': 'an `after` beyond the head is believed',
  'LOG-5/behind': 'what can be read in one go, back from the head, counts as the look however far `after` is behind',
  'LOG-5/raise': 'a client that was too far behind jumps to the newest page, and raises `after` to it',
  'LOG-6/members': 'the member row is written after the entry, by a step of its own',
  'LOG-6/messages': 'the stored message is changed after the entry, by a step of its own',
  'LOG-6/condition': 'a stored message is rewritten as it was read, whatever it has become since',
  'LOG-7/age': 'a tail is believed however old it is',
  'LOG-7/newest': 'retention empties the newest entry too',
  'LOG-8/n': '`n` is computed once, and kept when the slot is lost',
  'LOG-8/m': '`m` is computed once, and kept when the slot is lost',
  'LOG-8/unread': '"mark unread" is obeyed whatever happened to the row since',
  'LOG-8/seen': 'a reading moves the marker on, although it was moved back since its device read',
  'LOG-8/wait': 'a device moves its marker on while its "mark unread" is unanswered',
  'LOG-9/commit': 'the reply goes out before the entry is committed',
  'LOG-9/again': 'a retry that finds the entry only answers',
  'LOG-10/void': 'a message that was tried and is discarded is just forgotten',
  'LOG-10/delete': 'a message that came before its void is left as it is',
  'LOG-10/refused': 'a send does not mind that its key is void',
  'SYNC-1/lease': 'hello reads where the log stands before it writes the lease',
  'SYNC-1/buffer': 'what is pushed before the answer to hello is thrown away',
  'SYNC-2/gap': 'what is pushed is applied, whatever is missing before it',
  'SYNC-2/drop': 'what is pushed again is applied again',
  'SYNC-3': 'a message of mine is matched by the reply alone',
  'SYNC-4': 'all messages of an outbox are tried at once',
  'SYNC-5': 'the delivery state is what was heard last',
  'SYNC-6/ping': 'no ping is sent',
  'SYNC-6/hello': 'a ping that finds the client behind leads to a pull, and to no new hello',
  'SYNC-7/rev': 'an inbox row that arrives is believed, however old',
  'SYNC-7/forward': 'reading moves the marker to where it was read to, back as well',
  'SYNC-7/digest': 'the ping compares no digest of the inbox',
  'SYNC-7/join': 'joining leaves the marker at the start of the log',
  'SYNC-8': 'a change of a message that is not loaded is forgotten',
  'DEL-1/again': 'a change that lost its slot is not decided again',
  'DEL-1/order': 'member rows are read before the tail',
  'DEL-1/overlay': 'member rows are believed without the youngest membership entries',
  'DEL-1/push': 'an entry is pushed to whoever was in when it was first decided on',
  'DEL-1/joined': 'an entry that is handed over again goes to everybody who is in by then',
  'DEL-2': 'leases are read from a copy that may lag',
  'DEL-3/that': 'a 410 removes all leases of its person',
  'DEL-3/others': 'the first connection that fails ends the round',
  'DEL-4/lease': 'telling what a connection has open writes its lease again, even where it is gone',
  'DEL-4/signals': 'typing and presence go to everybody and never expire',
  'DEL-5': 'every entry is pushed in a frame of its own',
  'DEL-6/status': "hello reads the person's status before it writes the lease",
  'DEL-6/requests': 'a request is served without a look at the status of its person',
  'DEL-6/renew': 'renewing a connection writes its lease again, even where it is gone',
  'DEL-7/hello': 'hello takes the head from what its process remembers',
  'DEL-7/ping': 'a ping takes the head from what its process remembers, however long',
} as const;

export type Clause = keyof typeof clauses;
/** A rule's number, such as `LOG-4`. */
export type Rule = Clause extends infer Name ? (Name extends `${infer Number}/${string}` ? Number : Name) : never;

/** `{ 'LOG-4': false }` drops a rule, `{ 'LOG-4/first': false }` one clause of it. What is not named holds. */
export type Rules = Partial<Record<Rule | Clause, boolean>>;
export type Holds = (clause: Clause) => boolean;

export const ruleOf = (clause: Clause): Rule => clause.split('/')[0] as Rule;
export const allClauses = Object.keys(clauses) as Clause[];
export const allRules: readonly Rule[] = [...new Set(allClauses.map(ruleOf))];

export const holdsIn =
  (rules: Rules): Holds =>
  (clause) =>
    rules[clause] !== false && rules[ruleOf(clause)] !== false;
