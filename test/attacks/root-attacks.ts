/** Attacks upon the walk from root to root. */
import { PINNED_ROOT_PATH } from '#evisa/artefact-set.ts'
import { SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import { type Attack, offers, refused } from './attack.ts'
import {
  asHeld,
  HELD,
  HELD_ROTATED,
  NEXT,
  publish,
  type Recipe,
  type Recipes,
  ROOT_KEYS,
  ROTATED,
  ROTATED_TWICE,
  rootRecipe,
} from './attacked-sets.ts'

const SECOND = ROTATED['root/2'] as Recipe
const signsRoot2 = (...by: string[]): Recipes => ({ ...ROTATED, 'root/2': { ...SECOND, by } })
const CHAIN: Recipes = {
  ...NEXT,
  ...Object.fromEntries(
    Array.from({ length: 65 }, (_, at) => [`root/${at + 2}`, rootRecipe(at + 2, ROOT_KEYS[0], ['root 1', 'root 2'])]),
  ),
}

export const onRoots: Attack[] = [
  {
    attack: 'a root is left out: the third one is offered, the second one is not',
    tuf: 'malicious mirror',
    offer: offers(ROTATED_TWICE, { 'root/2': { served: () => null } }),
    expected: refused('root/2', 'artefact/root-gap'),
  },
  {
    attack: 'the third root in place of the second one',
    tuf: 'wrong software installation',
    offer: async () => {
      const texts = await publish(ROTATED_TWICE)
      return { ...texts, 'root/2': texts['root/3'] ?? '' }
    },
    expected: refused('root/2', 'artefact/threshold'),
  },
  {
    attack: 'a root that skips a version',
    tuf: 'fast-forward',
    offer: offers(ROTATED, { 'root/2': { payload: { version: 3 }, named: { version: 2 } } }),
    expected: refused('root/2', 'artefact/root-gap'),
  },
  {
    attack: 'a root of the same version once more',
    tuf: 'rollback',
    offer: offers(ROTATED, { 'root/2': { payload: { version: 1 }, named: { version: 2 } } }),
    expected: refused('root/2', 'artefact/root-gap'),
  },
  {
    attack: 'a new root that only the old keys signed',
    tuf: 'arbitrary installation',
    offer: offers(signsRoot2('root 1', 'root 2', 'root 3')),
    expected: refused('root/2', 'artefact/threshold'),
  },
  {
    attack: 'a new root that only its own keys signed',
    tuf: 'arbitrary installation',
    offer: offers(signsRoot2('root 4', 'root 5', 'root 6')),
    expected: refused('root/2', 'artefact/threshold'),
  },
  {
    attack: 'a new root that one of the old keys and all of its own signed',
    tuf: 'vulnerability to key compromise',
    offer: offers(signsRoot2('root 1', 'root 4', 'root 5', 'root 6')),
    expected: refused('root/2', 'artefact/threshold'),
  },
  {
    attack: 'a new root that one of its own keys signed twice',
    tuf: 'vulnerability to key compromise',
    offer: offers(signsRoot2('root 1', 'root 2', 'root 4', 'root 4')),
    expected: refused('root/2', 'artefact/signed-twice'),
  },
  {
    attack: 'a new root that asks for more signatures than it has keys',
    tuf: 'arbitrary installation',
    offer: offers(ROTATED, { 'root/2': { payload: { threshold: 4 } } }),
    expected: refused('root/2', 'artefact/threshold'),
  },
  {
    attack: 'the set of the first root, to a device that went over to the second one',
    tuf: 'rollback',
    held: () => asHeld(HELD_ROTATED),
    offer: offers(NEXT),
    expected: refused('root/1', 'artefact/rollback'),
  },
  {
    attack: 'a snapshot that names no root',
    tuf: 'rollback',
    offer: offers(NEXT, { 'root/1': { named: null } }),
    expected: refused('root/0', 'artefact/rollback'),
  },
  {
    attack: 'a trust list that only the custodians of the root before signed',
    tuf: 'vulnerability to key compromise',
    offer: offers(ROTATED, { trust: { by: ['root 1', 'root 2', 'root 3'] } }),
    expected: refused('trust', 'artefact/threshold'),
    rootsSaved: ['root/2'],
  },
  {
    attack: 'the held trust list after the root was rotated',
    tuf: 'vulnerability to key compromise',
    offer: offers({ ...ROTATED, trust: HELD.trust as Recipe }),
    expected: refused('trust', 'artefact/threshold'),
    rootsSaved: ['root/2'],
  },
  {
    attack: 'two genuine roots, and then an older snapshot',
    tuf: 'rollback',
    offer: offers(ROTATED_TWICE, { snapshot: { payload: { version: 98 } } }),
    expected: refused(SNAPSHOT_PATH, 'artefact/rollback'),
    rootsSaved: ['root/2', 'root/3'],
  },
  {
    attack: 'a genuine second root and a false third one',
    tuf: 'arbitrary installation',
    offer: offers(ROTATED_TWICE, { 'root/3': { by: ['root 1', 'root 2', 'root 7', 'root 8'] } }),
    expected: refused('root/3', 'artefact/threshold'),
    rootsSaved: ['root/2'],
  },
  {
    attack: 'a snapshot that speaks of thousands of roots',
    tuf: 'endless data',
    offer: offers(NEXT, { 'root/9999': { named: { version: 9999 } } }),
    expected: refused('root/2', 'artefact/root-gap'),
  },
  {
    attack: 'more roots than are walked at once: the walk ends, and goes on the next time',
    tuf: 'endless data',
    offer: offers(CHAIN),
    expected: refused('root/66', 'artefact/fast-forward'),
    rootsSaved: Array.from({ length: 64 }, (_, at) => `root/${at + 2}`),
  },
  {
    attack: "another authority's root at enrolment",
    tuf: 'malicious mirror',
    held: null,
    offer: offers(NEXT, { 'root/1': { by: ['root 2', 'root 3'] } }),
    expected: refused(PINNED_ROOT_PATH, 'artefact/signature'),
  },
  {
    attack: 'no root at enrolment',
    tuf: 'malicious mirror',
    held: null,
    offer: offers(NEXT, { 'root/1': { served: () => null } }),
    expected: refused(PINNED_ROOT_PATH, 'artefact/missing'),
  },
  {
    attack: 'a root without an end at enrolment',
    tuf: 'endless data',
    held: null,
    offer: offers(NEXT, { 'root/1': { served: () => 'x'.repeat(70_000) } }),
    expected: refused(PINNED_ROOT_PATH, 'artefact/too-large'),
  },
]
