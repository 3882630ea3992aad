/** Attacks by what is older, told in two ways, run out, or signed far ahead. */
import { PINNED_ROOT_PATH } from '#evisa/artefact-set.ts'
import { SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import { DAY, NOW } from '../../fixtures/made-world.ts'
import { AHEAD, type Attack, MOST_VERSIONS, offers, refused, upon } from './attack.ts'
import { asHeld, type Edit, HELD, HELD_AT, NEXT, NEXT_AT, publish, REGISTER_PATH, ROTATED } from './attacked-sets.ts'

export const onVersions: Attack[] = [
  upon('policy')('rollback of the policy', 'rollback', { payload: { version: 3 } }, 'artefact/rollback'),
  upon('policy')(
    'the policy of the same version, told otherwise',
    'rollback',
    { payload: { version: 4 } },
    'artefact/conflict',
  ),
  upon('status/0')('rollback of a status list', 'rollback', { payload: { iat: HELD_AT - 1 } }, 'artefact/rollback'),
  upon(REGISTER_PATH)('rollback of a register', 'rollback', { payload: { iat: HELD_AT - 1 } }, 'artefact/rollback'),
  upon('trust')('rollback of the trust list', 'rollback', { payload: { version: 6 } }, 'artefact/rollback'),
  upon('trust')(
    'the trust list of the same version, told otherwise',
    'rollback',
    { payload: { version: 7 } },
    'artefact/conflict',
  ),
  upon(SNAPSHOT_PATH)('rollback of the snapshot', 'rollback', { payload: { version: 98 } }, 'artefact/rollback'),
  upon(SNAPSHOT_PATH)(
    'the snapshot of the same version, told otherwise',
    'rollback',
    { payload: { version: 99 } },
    'artefact/conflict',
  ),
  {
    attack: 'the snapshot says that the held root has another text',
    tuf: 'mix-and-match',
    offer: offers(NEXT, { 'root/1': { named: { sha256: 'A'.repeat(43) } } }),
    expected: refused('root/1', 'artefact/conflict'),
  },
  {
    attack: 'the snapshot names a root with the version of another',
    tuf: 'fast-forward',
    offer: offers(NEXT, { 'root/1': { named: { version: 9000 } } }),
    expected: refused(SNAPSHOT_PATH, 'artefact/schema'),
  },
  {
    attack: 'the snapshot names the genuine trust list with a version that none can follow',
    tuf: 'fast-forward',
    offer: offers(NEXT, { trust: { named: { version: Number.MAX_SAFE_INTEGER } } }),
    expected: refused('trust', 'artefact/mixed'),
  },
  {
    attack: 'an older snapshot with its older members, to a device that holds a newer one',
    tuf: 'rollback',
    held: () => asHeld(NEXT),
    offer: offers(HELD),
    timeFloor: NEXT_AT,
    expected: refused('trust', 'artefact/rollback'),
  },
  {
    attack: 'an older snapshot with newer members, to a device that holds nothing',
    tuf: 'mix-and-match',
    held: null,
    offer: async () => ({ ...(await publish(NEXT)), snapshot: (await publish(HELD)).snapshot ?? '' }),
    expected: refused('trust', 'artefact/mixed'),
    rootsSaved: [PINNED_ROOT_PATH],
  },
  {
    attack: "a newer snapshot over a bundle's older members",
    tuf: 'mix-and-match',
    held: null,
    offer: async () => ({ ...(await publish(HELD)), snapshot: (await publish(NEXT)).snapshot ?? '' }),
    expected: refused('trust', 'artefact/mixed'),
    rootsSaved: [PINNED_ROOT_PATH],
  },
]

const ahead = (path: string, payload: Edit['payload'] = { iat: AHEAD + 1 }): Attack => ({
  attack: `${path.split('/')[0]} signed far ahead of the clock`,
  tuf: 'fast-forward',
  offer: offers(NEXT, { [path]: { payload: { ...payload, exp: AHEAD + 30 * DAY } } }),
  expected: { path, fault: 'artefact/fast-forward', signedTime: AHEAD + 1 },
})

export const onTime: Attack[] = [
  ...['trust', 'policy', 'status/0', SNAPSHOT_PATH].map((path) => ahead(path)),
  {
    attack: 'a register signed far ahead of the clock',
    tuf: 'fast-forward',
    offer: offers(NEXT, { [REGISTER_PATH]: { payload: { iat: AHEAD + 1 } } }),
    expected: { path: REGISTER_PATH, fault: 'artefact/fast-forward', signedTime: AHEAD + 1 },
  },
  ...['trust', 'policy', 'status/0', SNAPSHOT_PATH].flatMap((path): Attack[] => {
    const fault = path === SNAPSHOT_PATH ? 'artefact/frozen' : 'artefact/expired'
    const on = upon(path)
    const past = { payload: { exp: NOW - 1 } }
    const soon = { payload: { exp: NOW + 99 } }
    return [
      on(`${path} that has run out`, 'indefinite freeze', past, fault),
      {
        ...on(`${path} that has run out by the time floor: the clock was put back`, 'indefinite freeze', soon, fault),
        timeFloor: NOW + 100,
      },
    ]
  }),
  {
    attack: 'the same set for ever',
    tuf: 'indefinite freeze',
    offer: offers(HELD),
    now: HELD_AT + DAY + 1,
    expected: refused(SNAPSHOT_PATH, 'artefact/frozen'),
  },
  {
    attack: 'the same set for ever, and the clock put back',
    tuf: 'indefinite freeze',
    offer: offers(HELD),
    now: HELD_AT,
    timeFloor: HELD_AT + DAY + 1,
    expected: refused(SNAPSHOT_PATH, 'artefact/frozen'),
  },
  {
    attack: 'a snapshot that says to live for a year',
    tuf: 'indefinite freeze',
    offer: offers(NEXT, { snapshot: { payload: { exp: NOW + 365 * DAY } } }),
    now: NEXT_AT + DAY + 1,
    expected: refused(SNAPSHOT_PATH, 'artefact/frozen'),
  },
  {
    attack: 'a snapshot dated back into the time of a key that ran out, and made to live longer',
    tuf: 'vulnerability to key compromise',
    offer: offers(NEXT, { snapshot: { by: ['snapshot spent'], payload: { iat: HELD_AT - DAY, exp: NOW + DAY } } }),
    expected: refused(SNAPSHOT_PATH, 'artefact/frozen'),
  },
  {
    attack: 'a root that has run out',
    tuf: 'indefinite freeze',
    offer: offers(NEXT),
    now: NOW + 1700 * DAY + 1,
    expected: refused('root/1', 'artefact/expired'),
  },
  {
    attack: 'a newest root that has run out',
    tuf: 'indefinite freeze',
    offer: offers(ROTATED, { 'root/2': { payload: { exp: NOW - 1 } } }),
    expected: refused('root/2', 'artefact/expired'),
    rootsSaved: ['root/2'],
  },
  {
    attack: 'a snapshot version that none can follow',
    tuf: 'fast-forward',
    offer: offers(NEXT, { snapshot: { payload: { version: Number.MAX_SAFE_INTEGER } } }),
    expected: refused(SNAPSHOT_PATH, 'artefact/fast-forward'),
  },
  {
    attack: 'one version more than a server could have signed meanwhile',
    tuf: 'fast-forward',
    offer: offers(NEXT, { snapshot: { payload: { version: MOST_VERSIONS + 1 } } }),
    expected: refused(SNAPSHOT_PATH, 'artefact/fast-forward'),
  },
]
