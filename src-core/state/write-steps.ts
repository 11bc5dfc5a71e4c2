/** Files that are replaced whole: written under another name, then renamed. A power cut may take the newest content. */
const REPLACED = [
  'metadata',
  'outcome',
  'trial-file',
  'end-note',
  'files-checked',
  'text-report',
  'summary',
  'event-file',
] as const;

/** Files that are replaced whole and are on the disk then. */
const REPLACED_DURABLY = ['record'] as const;

/** Files of which several processes may create one: the first does, with its content. */
const CREATED_ONCE = ['registration', 'stop', 'rebuilt-journal', 'overwrite-claim', 'left-out'] as const;

/** Empty files whose being there is what they say. */
const MARKS = ['fence.create', 'claim.create', 'taken-back.create'] as const;

/** Directories that are made unless they are there. */
const FOLDERS = [
  'root.make',
  'results.make',
  'trial.make-again',
  'cache.make',
  'fences.make',
  'claims.make',
  'summary.make',
  'events.make',
  'trash.make',
  'left-out.make',
] as const;

/** Directories whose names must survive a power cut. */
const SYNCED_FOLDERS = [
  'engine.sync',
  'root.sync',
  'place.sync',
  'journal.sync-names',
  'left-out.sync-names',
] as const;

/** Prepared files that came to nothing, or came too late. */
const DISCARDED = ['engine.discard', 'token.discard', 'trial.discard'] as const;

const SINGLE_STEPS = [
  'engine.make',
  'engine.place',
  'token.make',
  'token.owner',
  'token.place',
  'lock.take',
  'lock.sign',
  'lock.touch',
  'lock.leave',
  'lock.break',
  'lock.drop',
  'last-fence.write',
  'beat.write',
  'fence.prune',
  'writers.open',
  'writers.append',
  'writers.sync',
  'journal.create',
  'journal.append',
  'journal.sync',
  'journal.sync-other',
  'journal.blank',
  'journal.sync-blanked',
  'results.make-again',
  'trial.make',
  'trial.write',
  'trial.place',
  'trial.clean',
  'outcome.remove',
  'text-report.append',
  'event-file.append',
  'trash.move',
  'left-out.move',
  'overwrite-claim.remove',
] as const;

/** What a person notes, in files that no worker reads: a kill there costs this one note. */
type NoteSteps = { readonly replaced: 'note'; readonly folder: 'notes.make'; readonly single: 'note.remove' };

/** What is kept of jobs of a cluster, in files that a worker only reads: a kill there costs the submission alone. */
type SubmissionSteps = {
  readonly replaced: 'submission-answer';
  readonly durable: 'submission-script';
  readonly once: 'submission';
  readonly folder: 'submissions.make';
  readonly single: 'submission.remove';
};

export type ReplacedFile = (typeof REPLACED)[number] | NoteSteps['replaced'] | SubmissionSteps['replaced'];
export type DurableFile = (typeof REPLACED_DURABLY)[number] | SubmissionSteps['durable'];
export type OnceFile = (typeof CREATED_ONCE)[number] | SubmissionSteps['once'];
export type Mark = (typeof MARKS)[number];
export type Folder = (typeof FOLDERS)[number] | NoteSteps['folder'] | SubmissionSteps['folder'];
export type SyncedFolder = (typeof SYNCED_FOLDERS)[number];
export type Discarded = (typeof DISCARDED)[number];
export type SingleStep = (typeof SINGLE_STEPS)[number] | NoteSteps['single'] | SubmissionSteps['single'];

/** Every step in which a run directory is written, as the port is told them. What survives a kill is tested at each. */
export const WRITE_STEPS: readonly string[] = [
  ...SINGLE_STEPS,
  ...DISCARDED,
  ...MARKS,
  ...FOLDERS,
  ...SYNCED_FOLDERS,
  ...REPLACED.flatMap((site) => [`${site}.write`, `${site}.rename`, `${site}.discard`]),
  ...REPLACED_DURABLY.flatMap((site) =>
    ['create', 'write', 'sync', 'rename', 'discard'].map((part) => `${site}.${part}`),
  ),
  ...CREATED_ONCE.flatMap((site) =>
    ['create', 'write', 'sync', 'link', 'discard'].map((part) => `${site}.${part}`),
  ),
];
