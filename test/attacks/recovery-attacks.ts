/** What a thief of the snapshot key may do until he is found out, and what is left of it then. */
import { SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import { DAY, NOW } from '../../fixtures/made-world.ts'
import { type Attack, CONTROL, NEXT_TAKEN, offers, refused } from './attack.ts'
import { asHeld, type Edit, HELD, HELD_AT, listedKeys, NEXT, NEXT_AT } from './attacked-sets.ts'

/** The thief of the snapshot key went as far ahead as he could, in versions and in time. */
const THIEF_VERSION = 5_000_000
const heldOfThief = (payload: Edit['payload'] = {}) => {
  const snapshot = { payload: { version: THIEF_VERSION, ...payload } }
  return () => asHeld(HELD, { snapshot })
}
const STOLEN: Edit = { payload: { keys: listedKeys({ snapshot: { state: 'compromised' } }) } }
const STRUCK_OFF: Edit = { payload: { keys: listedKeys({ snapshot: null }) } }
const RETIRED: Edit = { payload: { keys: listedKeys({ snapshot: { state: 'retired' } }) } }
const BY_SECOND_KEY: Edit = { by: ['snapshot 2'] }
// He counted the time on from set to set, as each set may be a day ahead of the one before.
const THIEF_TIME = NOW + 3 * DAY
const heldAhead = heldOfThief({ iat: THIEF_TIME, exp: THIEF_TIME + DAY })

export const onRecovery: Attack[] = [
  {
    attack: 'honest versions after a thief signed ahead, while his key is still believed',
    tuf: 'fast-forward',
    held: heldOfThief(),
    offer: offers(NEXT, { snapshot: BY_SECOND_KEY }),
    expected: refused(SNAPSHOT_PATH, 'artefact/rollback'),
  },
  {
    attack: 'a key that was retired in peace resets nothing',
    tuf: 'rollback',
    held: heldOfThief(),
    offer: offers(NEXT, { trust: RETIRED, snapshot: BY_SECOND_KEY }),
    expected: refused(SNAPSHOT_PATH, 'artefact/rollback'),
  },
  {
    attack: 'an older trust list is none the newer for a recovery',
    tuf: 'rollback',
    held: heldOfThief(),
    offer: offers(NEXT, { trust: { payload: { ...STOLEN.payload, version: 6 } }, snapshot: BY_SECOND_KEY }),
    expected: refused('trust', 'artefact/rollback'),
  },
  {
    attack: 'a recovery that has itself run out',
    tuf: 'indefinite freeze',
    held: heldOfThief(),
    offer: offers(NEXT, { trust: STOLEN, snapshot: BY_SECOND_KEY }),
    now: NEXT_AT + DAY + 1,
    expected: refused(SNAPSHOT_PATH, 'artefact/frozen'),
  },
  {
    attack: 'a recovery of before the time that the custodians signed last',
    tuf: 'indefinite freeze',
    held: heldAhead,
    offer: offers(NEXT, {
      trust: STOLEN,
      snapshot: { ...BY_SECOND_KEY, payload: { iat: HELD_AT - 2 * DAY, exp: HELD_AT - 1 } },
    }),
    now: HELD_AT - 2 * DAY,
    timeFloor: THIEF_TIME,
    expected: refused(SNAPSHOT_PATH, 'artefact/frozen'),
  },
  {
    attack: 'the thief goes on after his key was found stolen',
    tuf: 'vulnerability to key compromise',
    held: heldOfThief(),
    offer: offers(NEXT, { trust: STOLEN, snapshot: { payload: { version: THIEF_VERSION + 1 } } }),
    expected: refused(SNAPSHOT_PATH, 'artefact/key-compromised'),
  },
  {
    attack: 'recovery: the thief signed versions ahead, and his key is found stolen',
    tuf: CONTROL,
    held: heldOfThief(),
    offer: offers(NEXT, { trust: STOLEN, snapshot: BY_SECOND_KEY }),
    expected: NEXT_TAKEN,
  },
  {
    attack: 'recovery: his key is struck off the list',
    tuf: CONTROL,
    held: heldOfThief(),
    offer: offers(NEXT, { trust: STRUCK_OFF, snapshot: BY_SECOND_KEY }),
    expected: NEXT_TAKEN,
  },
  {
    attack: 'recovery: he drove the time up, day by day, beyond the life of an honest snapshot',
    tuf: CONTROL,
    held: heldAhead,
    offer: offers(NEXT, { trust: STOLEN, snapshot: BY_SECOND_KEY }),
    timeFloor: THIEF_TIME,
    expected: NEXT_TAKEN,
  },
  {
    attack: 'recovery: he had the status key as well, and drove its lists ahead',
    tuf: CONTROL,
    held: () =>
      asHeld(HELD, {
        'status/0': { payload: { iat: NOW + DAY / 2, exp: NOW + 3 * DAY } },
        snapshot: { payload: { version: THIEF_VERSION } },
      }),
    offer: offers(
      Object.fromEntries(
        Object.entries(NEXT).map(([path, recipe]) => [
          path,
          recipe.by[0] === 'status' ? { ...recipe, by: ['status 2'] } : recipe,
        ]),
      ),
      {
        trust: {
          payload: { keys: listedKeys({ snapshot: { state: 'compromised' }, status: { state: 'compromised' } }) },
        },
        snapshot: BY_SECOND_KEY,
      },
    ),
    timeFloor: NOW + DAY / 2,
    expected: NEXT_TAKEN,
  },
]
