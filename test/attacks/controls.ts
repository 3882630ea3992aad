/** What must be taken: a device that refused these would be no safer, only older. */
import { PINNED_ROOT_PATH } from '#evisa/artefact-set.ts'
import { SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import { STATUS_LIST_URN } from '#evisa/visa-claims.ts'
import { DAY, NOW } from '../../fixtures/made-world.ts'
import { AHEAD, type Attack, CONTROL, MOST_VERSIONS, NEXT_TAKEN, ONLY_SNAPSHOT_NEW, offers } from './attack.ts'
import {
  asHeld,
  HELD,
  HELD_AT,
  HELD_ROTATED,
  listedKeys,
  NEXT,
  NEXT_AT,
  publish,
  REGISTER_PATH,
  type Recipe,
  ROTATED,
  ROTATED_TWICE,
} from './attacked-sets.ts'

const MUCH_LATER = NOW + 60 * DAY

export const controls: Attack[] = [
  { attack: 'the newer set', tuf: CONTROL, offer: offers(NEXT), expected: NEXT_TAKEN },
  { attack: 'the same set', tuf: CONTROL, offer: offers(HELD), expected: { accepted: 99, timeFloor: HELD_AT } },
  {
    attack: 'the same set in its last second',
    tuf: CONTROL,
    offer: offers(HELD),
    now: HELD_AT + DAY,
    expected: { accepted: 99, timeFloor: HELD_AT },
  },
  {
    attack: 'the first set after enrolment',
    tuf: CONTROL,
    held: null,
    offer: offers(NEXT),
    expected: NEXT_TAKEN,
    rootsSaved: [PINNED_ROOT_PATH],
  },
  {
    attack: 'the first set after the root was rotated twice since enrolment',
    tuf: CONTROL,
    held: null,
    offer: offers(ROTATED_TWICE),
    expected: NEXT_TAKEN,
    rootsSaved: [PINNED_ROOT_PATH, 'root/2', 'root/3'],
  },
  {
    attack: 'the root was rotated from the first keys to the third',
    tuf: CONTROL,
    offer: offers(ROTATED_TWICE),
    expected: NEXT_TAKEN,
    rootsSaved: ['root/2', 'root/3'],
  },
  {
    attack: 'the root was rotated once more',
    tuf: CONTROL,
    held: () => asHeld(HELD_ROTATED),
    offer: offers(ROTATED_TWICE),
    expected: NEXT_TAKEN,
    rootsSaved: ['root/3'],
  },
  {
    attack: 'a root in between has run out, the newest one has not',
    tuf: CONTROL,
    offer: offers(ROTATED_TWICE, { 'root/2': { payload: { exp: NOW - 1 } } }),
    expected: NEXT_TAKEN,
    rootsSaved: ['root/2', 'root/3'],
  },
  {
    attack: 'the same trust list, signed by the custodians of both roots',
    tuf: CONTROL,
    held: () => asHeld(HELD, { trust: { by: ['root 1', 'root 2', 'root 4', 'root 5'] } }),
    offer: offers({
      ...ROTATED,
      trust: { ...(HELD.trust as Recipe), by: ['root 1', 'root 2', 'root 4', 'root 5'] },
    }),
    expected: NEXT_TAKEN,
    rootsSaved: ['root/2'],
  },
  {
    attack: 'a trust list that other custodians signed',
    tuf: CONTROL,
    offer: offers(NEXT, { trust: { by: ['root 3', 'root 1'] } }),
    expected: NEXT_TAKEN,
  },
  {
    attack: 'only the snapshot is new',
    tuf: CONTROL,
    offer: offers(ONLY_SNAPSHOT_NEW),
    expected: NEXT_TAKEN,
  },
  {
    attack: 'a bundle without what has not changed',
    tuf: CONTROL,
    offer: async () => {
      const { snapshot = '', policy = '' } = await publish({
        ...HELD,
        policy: NEXT.policy as Recipe,
        snapshot: NEXT.snapshot as Recipe,
      })
      return { snapshot, policy }
    },
    expected: NEXT_TAKEN,
  },
  {
    attack: 'a status list that changed twice within one second',
    tuf: CONTROL,
    offer: offers(ONLY_SNAPSHOT_NEW, { 'status/0': { payload: { exp: NOW + DAY } } }),
    expected: NEXT_TAKEN,
  },
  {
    attack: 'a further status list',
    tuf: CONTROL,
    offer: offers({
      ...NEXT,
      'status/2': {
        ...(NEXT['status/1'] as Recipe),
        payload: { ...NEXT['status/1']?.payload, sub: `${STATUS_LIST_URN}2` },
      },
    }),
    expected: NEXT_TAKEN,
  },
  {
    attack: 'the register goes with the key, once that is no longer listed',
    tuf: CONTROL,
    offer: offers(NEXT, { trust: { payload: { keys: listedKeys({ stolen: null }) } }, [REGISTER_PATH]: null }),
    expected: NEXT_TAKEN,
  },
  {
    attack: 'files beside the set, which nobody asked for',
    tuf: CONTROL,
    offer: async () => ({
      ...(await publish(NEXT)),
      'status/9': 'x',
      'root/2': 'x',
      ['__proto__']: 'x',
      'extra/1': 'x',
    }),
    expected: NEXT_TAKEN,
  },
  {
    attack: 'as many versions as a server could have signed meanwhile',
    tuf: CONTROL,
    offer: offers(NEXT, { snapshot: { payload: { version: MOST_VERSIONS } } }),
    expected: { accepted: MOST_VERSIONS, timeFloor: NEXT_AT },
  },
  {
    attack: 'a snapshot exactly a day ahead of the clock',
    tuf: CONTROL,
    offer: offers(NEXT, { snapshot: { payload: { iat: AHEAD, exp: AHEAD + DAY } } }),
    expected: { accepted: 100, timeFloor: AHEAD },
  },
  ...['trust', 'policy', 'status/0'].map(
    (path): Attack => ({
      attack: `${path} in its last second`,
      tuf: CONTROL,
      offer: offers(NEXT, { [path]: { payload: { exp: NOW } } }),
      expected: NEXT_TAKEN,
    }),
  ),
  {
    attack: 'a clock that stands at 1970: the time floor knows better',
    tuf: CONTROL,
    offer: offers(NEXT),
    now: 0,
    expected: NEXT_TAKEN,
  },
  {
    attack: 'a set of before the time floor: that stays',
    tuf: CONTROL,
    offer: offers(NEXT),
    timeFloor: NOW - 60,
    expected: { accepted: 100, timeFloor: NOW - 60 },
  },
  {
    attack: 'a server whose clock was put back: versions count, and the time floor stays',
    tuf: CONTROL,
    offer: offers(ONLY_SNAPSHOT_NEW, { snapshot: { payload: { iat: HELD_AT - 60 } } }),
    expected: { accepted: 100, timeFloor: HELD_AT },
  },
  {
    attack: 'a device that was cut off for two months, long after its own set ran out',
    tuf: CONTROL,
    offer: offers(
      NEXT,
      Object.fromEntries(
        ['trust', 'policy', 'status/0', 'status/1', SNAPSHOT_PATH].map((path) => [
          path,
          { payload: { iat: MUCH_LATER, exp: MUCH_LATER + DAY } },
        ]),
      ),
    ),
    now: MUCH_LATER,
    expected: { accepted: 100, timeFloor: MUCH_LATER },
  },
]
