/** Attacks upon what a threshold of custodians signs: the trust list and the roots. */
import { maxCharactersOf } from '#evisa/artefact-set.ts'
import { ROOT_TYP } from '#evisa/root.ts'
import { SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import { TRUST_LIST_TYP } from '#evisa/trust-list.ts'
import { type Attack, offers, refused, upon } from './attack.ts'
import { HELD, keyOf, listedKeys, NEXT, publish, type Recipe, ROTATED } from './attacked-sets.ts'
import { altered, cutOff, respelt, unsigned, withHighS } from './damaged-texts.ts'

const threshold = [
  { path: 'trust', name: 'a trust list', recipes: NEXT, typ: ROOT_TYP, keys: ['root 1', 'root 2'] },
  { path: 'root/2', name: 'a new root', recipes: ROTATED, typ: TRUST_LIST_TYP, keys: ['root 1', 'root 2'] },
] as const

export const onThresholds = threshold.flatMap(({ path, name, recipes, typ, keys: [first, second] }): Attack[] => {
  const on = upon(path, recipes)
  const own = path === 'trust' ? [] : ['root 4', 'root 5']
  const tooLarge = 'x'.repeat(maxCharactersOf(path) + 1)
  return [
    on(`${name} signed by one custodian`, 'vulnerability to key compromise', { by: [first] }, 'artefact/threshold'),
    on(
      `${name} signed by one custodian and strangers`,
      'vulnerability to key compromise',
      { by: ['stranger', first, 'another stranger'] },
      'artefact/threshold',
    ),
    on(
      `${name} signed by one custodian twice`,
      'vulnerability to key compromise',
      { by: [first, first, ...own] },
      'artefact/signed-twice',
    ),
    on(
      `${name} signed by enough custodians, one of them twice`,
      'vulnerability to key compromise',
      { by: [first, second, first, ...own] },
      'artefact/signed-twice',
    ),
    on(
      `${name} signed by strangers`,
      'arbitrary installation',
      { by: ['stranger', 'another stranger'] },
      'artefact/threshold',
    ),
    on(
      `${name} signed by all keys of a stolen server`,
      'vulnerability to key compromise',
      { by: ['policy', 'status', 'snapshot', 'visa'] },
      'artefact/threshold',
    ),
    on(
      `${name} that one custodian signed and nobody else`,
      'arbitrary installation',
      { damaged: unsigned },
      'artefact/signature',
    ),
    on(`${name} with other content`, 'arbitrary installation', { damaged: altered }, 'artefact/signature'),
    on(`${name} with a high-S signature`, 'arbitrary installation', { damaged: withHighS }, 'artefact/signature'),
    on(`${name} in another spelling`, 'arbitrary installation', { damaged: respelt }, 'artefact/format'),
    on(`${name} that says to be another document`, 'wrong software installation', { typ }, 'artefact/header'),
    on(`${name} of a wrong schema`, 'arbitrary installation', { payload: { keys: 5 } }, 'artefact/schema'),
    on(`${name} with an unknown member`, 'extraneous dependencies', { payload: { more: 1 } }, 'artefact/schema'),
    on(`${name} without an end`, 'endless data', { served: () => tooLarge }, 'artefact/too-large'),
    on(`${name} of which half has arrived`, 'slow retrieval', { served: cutOff }, 'artefact/format'),
    on(
      `${name} that is kept back`,
      'malicious mirror',
      { served: () => null },
      path === 'trust' ? 'artefact/missing' : 'artefact/root-gap',
    ),
    on(
      `the policy in place of ${name}`,
      'wrong software installation',
      { served: (_, held) => held.policy ?? null },
      'artefact/format',
    ),
  ]
})

export const onTrust: Attack[] = [
  upon('trust')(
    'a trust list of no version that its snapshot names',
    'mix-and-match',
    { named: { version: 9 } },
    'artefact/mixed',
  ),
  upon('trust')('a trust list that the snapshot does not name', 'mix-and-match', { named: null }, 'artefact/mixed'),
  upon('trust')(
    'the held trust list under a newer snapshot',
    'mix-and-match',
    { served: (_, held) => held.trust ?? null },
    'artefact/mixed',
  ),
  {
    attack: 'a genuine trust list of the version that its snapshot names, but not the text',
    tuf: 'mix-and-match',
    offer: async () => ({
      ...(await publish(NEXT)),
      trust: (await publish(NEXT, { trust: { by: ['root 1', 'root 3'] } })).trust ?? '',
    }),
    expected: refused('trust', 'artefact/mixed'),
  },
  upon('trust')(
    "a trust list in which a key goes by another key's kid",
    'vulnerability to key compromise',
    { payload: { keys: listedKeys({ 'policy 2': { kid: keyOf('stranger').signer.kid } }) } },
    'artefact/schema',
  ),
  upon('trust')(
    'a trust list in which one key has two purposes',
    'vulnerability to key compromise',
    { payload: { keys: [...listedKeys(), { ...listedKeys()[0], purpose: 'snapshot' }] } },
    'artefact/schema',
  ),
  {
    attack: 'a status list that is held, after the key that signed it was found stolen',
    tuf: 'vulnerability to key compromise',
    offer: offers(
      { ...HELD, trust: NEXT.trust as Recipe, snapshot: NEXT.snapshot as Recipe },
      { trust: { payload: { keys: listedKeys({ status: { state: 'compromised' } }) } } },
    ),
    expected: refused('status/0', 'artefact/key-compromised'),
  },
  {
    attack: 'a policy that is held, after the key that signed it was struck off the list',
    tuf: 'vulnerability to key compromise',
    offer: offers(
      { ...HELD, trust: NEXT.trust as Recipe, snapshot: NEXT.snapshot as Recipe },
      { trust: { payload: { keys: listedKeys({ policy: null }) } } },
    ),
    expected: refused('policy', 'artefact/key-unknown'),
  },
  {
    attack: 'a snapshot signed by the key that the list it names declares stolen',
    tuf: 'vulnerability to key compromise',
    offer: offers(NEXT, { trust: { payload: { keys: listedKeys({ snapshot: { state: 'compromised' } }) } } }),
    expected: refused(SNAPSHOT_PATH, 'artefact/key-compromised'),
  },
]
