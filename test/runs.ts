/** Which test files run in one process, which by themselves, and which the fast run leaves out. The one place that says so. */
import { globSync } from 'node:fs'
import { join } from 'node:path'

const SERVER_ROOMS =
  'api-description,audit,checks,delivery,flights,issuing,ledger,operation,policy,publishing,recovery,watch'

/** To start a process and to load its modules takes longer than most of these tests: each group is one process. */
const GROUPS = {
  // These wait for minutes to be over; they begin first, by their name.
  access: ['server/{access,http}/*'],
  core: ['architecture/*', 'evisa/**/*', 'platform/*', 'start/*', 'fixtures/*'],
  desk: ['desk/**/*'],
  offline: ['scanner-client/offline/*'],
  pages: ['scanner-client/pwa/**/*'],
  portal: ['pages/**/*', 'portal/**/*'],
  payments: ['acquirer/*', 'mailbox/*', 'demonstration/**/*', 'server/payments/*'],
  rooms: [`server/{${SERVER_ROOMS}}/*`],
  routes: ['server/routes/*'],
  station: ['scanner-client/station/*'],
  stores: ['server/store/*', 'server/store/{sqlite,backup}/*'],
} as const satisfies Record<string, readonly string[]>

/** Groups that the fast run leaves out. */
const SLOW_GROUPS = {
  // They ask for every page in every way, or weigh what is built.
  faces: ['portal/hostile/*', 'portal/{build,every-link,typed-form,first-page-size}', 'pages/build'],
  // They make keys of passphrases, which is slow on purpose.
  keys: ['keys/*'],
  postgres: [
    'server/store/{postgres,move}/*',
    'server/store/backup/{dump,restore}-postgres',
    'server/{delivery/shared-queue,ledger/hostile-on-postgres,recovery/went-back}',
    'desk/terminal/on-this-machine',
  ],
  // They draw pages and read pictures, which takes longer than all that the fast run is for.
  documents: [
    'paper/*',
    'scanner-client/refusal-form/*',
    'scanner-client/station/refusal-form',
    'server/visa-document/*',
    'server/passport-copies/{begin-copy,copy-*,file-key,forget-copies,judge-picture,malware-scan,open-copies,take-part,tell-kind,view-copy,wrap-key}',
    'scanner-client/station/{load-pdf,load-picture,read-codes,read-source,scan-source}',
    'scanner-client/offline/read-picture',
    'fixtures/photograph',
  ],
  readers: [
    'scanner-client/pwa/reading/{file-reading,frame-hints,qr-reading-frames}',
    'scanner-client/pwa/workers/qr-worker',
  ],
  storage: ['scanner-client/pwa/storage/browser-*'],
} as const satisfies Record<string, readonly string[]>

/** By themselves, and left out of the fast run: they wait for others more than they work. */
const SLOW = [
  'browser/*',
  'pages/scripts/live-page',
  'portal/scripts/*',
  'desk/console/scripts/*',
  'scanner-client/pwa/{check-page/check-page,reading/camera,reading/keyboard-wedge,workers/service-worker}',
  'scanner-client/pwa/installation/*',
  'server/store/on-postgres',
  // Programs, as a person runs them.
  'docs/typed-commands',
  'start',
  'start/start-together',
  'pages/authority/face-calls',
  'server/payments/{payment-histories,menu-of-faults}',
  'journeys/*',
  'examples/*',
  'server/main',
  // What they load opens fewer kinds of pictures from then on, in their whole process.
  'server/passport-copies/redraw-*',
  // They flood.
  'server/flood',
  'server/ledger/hostile-on-sqlite',
  '{desk/terminal,keys,scanner-client/station}/cli',
  'desk/terminal/issue-command',
]

/** By themselves, since they change what is of their whole process. */
const ALONE = [
  'scanner-client/pwa/{reading,scanning}/{frame-reading,qr-reading-native,verdict-timing,signals-of-outcome}',
]

export type GroupName = keyof typeof GROUPS | keyof typeof SLOW_GROUPS

const filesOf = (patterns: readonly string[]) =>
  globSync(
    patterns.map((pattern) => `${pattern}.test.ts`),
    { cwd: import.meta.dirname },
  ).map((path) => path.replaceAll('\\', '/'))

const inSlowGroups = new Set(filesOf(Object.values(SLOW_GROUPS).flat()))
const slow = new Set(filesOf(SLOW))
const alone = new Set(filesOf(ALONE))

/** The files of a group, as paths from the folder of the tests. */
export function membersOf(group: GroupName): readonly string[] {
  if (group in SLOW_GROUPS) return filesOf(SLOW_GROUPS[group as keyof typeof SLOW_GROUPS]).sort()
  const isMember = (path: string) => !inSlowGroups.has(path) && !slow.has(path) && !alone.has(path)
  return filesOf(GROUPS[group as keyof typeof GROUPS])
    .filter(isMember)
    .sort()
}

/** What is to be run, as paths from the folder of the tests: the groups, and the files by themselves. */
export function filesToRun(isFast: boolean): string[] {
  const groups = Object.keys({ ...GROUPS, ...SLOW_GROUPS }) as GroupName[]
  const inGroups = new Set(groups.flatMap(membersOf))
  const byThemselves = filesOf(['**/*']).filter((path) => !inGroups.has(path) && !(isFast && slow.has(path)))
  const groupsToRun = groups.filter((group) => !(isFast && group in SLOW_GROUPS))
  return [...groupsToRun.map((group) => join('groups', `${group}.ts`)), ...byThemselves]
}
