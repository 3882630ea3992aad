/** Attacks by other sets, other paths, and what was never asked for. */
import { PINNED_ROOT_PATH } from '#evisa/artefact-set.ts'
import { SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import { STATUS_LIST_URN } from '#evisa/visa-claims.ts'
import { type Attack, offers, refused } from './attack.ts'
import { keyOf, NEXT, NEXT_AT, publish, REGISTER_PATH, type Recipe, type Recipes } from './attacked-sets.ts'

const STRANGERS: Recipes = Object.fromEntries(
  Object.entries(NEXT).map(([path, recipe]) => [path, { ...recipe, by: ['stranger', 'another stranger'] }]),
)

export const onPaths: Attack[] = [
  {
    attack: "another authority's set",
    tuf: 'malicious mirror',
    offer: offers(STRANGERS),
    expected: refused('trust', 'artefact/threshold'),
  },
  {
    attack: 'nothing',
    tuf: 'malicious mirror',
    offer: async () => ({}),
    expected: refused(SNAPSHOT_PATH, 'artefact/missing'),
  },
  {
    attack: 'a page that asks to log in, in place of everything',
    tuf: 'malicious mirror',
    offer: async () =>
      Object.fromEntries(Object.keys(NEXT).map((path) => [path, '<html>Sign in to the airport</html>'])),
    expected: refused(SNAPSHOT_PATH, 'artefact/format'),
  },
  {
    attack: 'one status list under the path of another',
    tuf: 'wrong software installation',
    offer: offers(NEXT, { 'status/1': { payload: { sub: `${STATUS_LIST_URN}0` } } }),
    expected: refused('status/1', 'artefact/mixed'),
  },
  {
    attack: 'one status list under another spelling of its number',
    tuf: 'wrong software installation',
    offer: offers(NEXT, { 'status/1': { payload: { sub: `${STATUS_LIST_URN}01` } } }),
    expected: refused('status/1', 'artefact/mixed'),
  },
  {
    attack: 'the register of one key under the path of another',
    tuf: 'wrong software installation',
    offer: offers(NEXT, { [REGISTER_PATH]: { payload: { kid: keyOf('visa').signer.kid } } }),
    expected: refused(REGISTER_PATH, 'artefact/mixed'),
  },
  {
    attack: 'a status list as a register',
    tuf: 'wrong software installation',
    offer: offers({ ...NEXT, [REGISTER_PATH]: NEXT['status/1'] as Recipe }),
    expected: refused(REGISTER_PATH, 'artefact/header'),
  },
  {
    attack: 'a set that never had a policy',
    tuf: 'malicious mirror',
    held: null,
    offer: offers(NEXT, { policy: null }),
    expected: refused('policy', 'artefact/missing'),
    rootsSaved: [PINNED_ROOT_PATH],
  },
  ...['extra/1', 'status/00', 'status/100000', 'root/0', PINNED_ROOT_PATH, '__proto__', 'constructor', ''].map(
    (path): Attack => ({
      attack: `a snapshot that names "${path}"`,
      tuf: 'extraneous dependencies',
      offer: offers(NEXT, { [path]: { named: { version: 1 } } }),
      expected: refused(SNAPSHOT_PATH, 'artefact/schema'),
    }),
  ),
  {
    attack: 'a snapshot that names a list which is not there',
    tuf: 'extraneous dependencies',
    offer: offers(NEXT, { 'status/2': { named: { version: NEXT_AT } } }),
    expected: refused('status/2', 'artefact/missing'),
  },
  {
    attack: 'a bundle of which the snapshot and the trust list are all that is there',
    tuf: 'malicious mirror',
    offer: async () => {
      const { snapshot = '', trust = '' } = await publish(NEXT)
      return { snapshot, trust }
    },
    expected: refused('policy', 'artefact/missing'),
  },
]
