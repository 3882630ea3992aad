/** Attacks upon what one key signs: policy, status lists, registers, snapshot. */
import { maxCharactersOf } from '#evisa/artefact-set.ts'
import { VISA_TYP } from '#evisa/qr-layout.ts'
import { SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import type { KeyPurpose } from '#evisa/trust-list.ts'
import { NOW } from '../../fixtures/made-world.ts'
import { type Attack, ONLY_SNAPSHOT_NEW, offers, upon } from './attack.ts'
import { REGISTER_PATH } from './attacked-sets.ts'
import { altered, cutOff, respelt, unsigned, withHighS } from './damaged-texts.ts'

interface OneKeyKind {
  readonly path: string
  readonly name: string
  readonly purpose: KeyPurpose
  /** A payload that is not of its schema. */
  readonly broken: Readonly<Record<string, unknown>>
}

const ONE_KEY_KINDS: readonly OneKeyKind[] = [
  { path: 'policy', name: 'a policy', purpose: 'policy', broken: { editions: [] } },
  { path: 'status/0', name: 'a status list', purpose: 'status', broken: { status_list: { bits: 1, lst: 'AAAA' } } },
  { path: REGISTER_PATH, name: 'a register', purpose: 'status', broken: { hashes: 'AAAA' } },
  { path: SNAPSHOT_PATH, name: 'a snapshot', purpose: 'snapshot', broken: { ledger: {} } },
]

// The snapshot is genuine and names what is attacked: a thief of its key alone gets no further.
export const onOneKeyArtefacts = ONE_KEY_KINDS.flatMap(({ path, name, purpose, broken }): Attack[] => {
  const on = upon(path)
  const isSnapshot = path === SNAPSHOT_PATH
  const other = purpose === 'status' ? 'policy' : 'status'
  const tooLarge = 'x'.repeat(path === REGISTER_PATH ? 0 : maxCharactersOf(path) + 1)
  return [
    on(`${name} signed by a stranger`, 'arbitrary installation', { by: ['stranger'] }, 'artefact/key-unknown'),
    on(`${name} signed by nobody`, 'arbitrary installation', { damaged: unsigned }, 'artefact/signature'),
    on(`${name} with other content`, 'arbitrary installation', { damaged: altered }, 'artefact/signature'),
    on(`${name} with a high-S signature`, 'arbitrary installation', { damaged: withHighS }, 'artefact/signature'),
    on(`${name} in another spelling`, 'arbitrary installation', { damaged: respelt }, 'artefact/format'),
    on(
      `${name} signed by the key of another purpose`,
      'vulnerability to key compromise',
      { by: [other] },
      'artefact/key-purpose',
    ),
    on(`${name} signed by a visa key`, 'vulnerability to key compromise', { by: ['visa'] }, 'artefact/key-purpose'),
    on(
      `${name} signed by a compromised key`,
      'vulnerability to key compromise',
      { by: [`${purpose} stolen`] },
      'artefact/key-compromised',
    ),
    on(
      `${name} signed before its key is active`,
      'vulnerability to key compromise',
      { by: [`${purpose} announced`] },
      'artefact/key-not-active',
    ),
    on(
      `${name} signed after its key ran out`,
      'vulnerability to key compromise',
      { by: [`${purpose} spent`] },
      'artefact/key-not-active',
    ),
    on(`${name} that says to be a visa`, 'wrong software installation', { typ: VISA_TYP }, 'artefact/header'),
    on(`${name} of a wrong schema`, 'arbitrary installation', { payload: broken }, 'artefact/schema'),
    on(`${name} with an unknown member`, 'extraneous dependencies', { payload: { more: 1 } }, 'artefact/schema'),
    ...(path === REGISTER_PATH
      ? []
      : [on(`${name} without an end`, 'endless data', { served: () => tooLarge }, 'artefact/too-large')]),
    on(
      `${name} of which half has arrived`,
      'slow retrieval',
      { served: cutOff },
      isSnapshot ? 'artefact/format' : 'artefact/hash',
    ),
    on(`${name} that is kept back`, 'malicious mirror', { served: () => null }, 'artefact/missing'),
    on(
      `an empty answer for ${name}`,
      'malicious mirror',
      { served: () => '' },
      isSnapshot ? 'artefact/format' : 'artefact/hash',
    ),
  ]
})

const MEMBERS = ONE_KEY_KINDS.filter(({ path }) => path !== SNAPSHOT_PATH)

export const onMembers = MEMBERS.flatMap(({ path, name }): Attack[] => {
  const on = upon(path)
  return [
    on(
      `${name} of another hash than its snapshot says`,
      'arbitrary installation',
      { served: altered },
      'artefact/hash',
    ),
    on(
      `a genuine but older text in place of ${name}`,
      'mix-and-match',
      { served: (_, held) => held[path] ?? null },
      'artefact/mixed',
    ),
    on(`${name} named with another version`, 'mix-and-match', { named: { version: NOW } }, 'artefact/mixed'),
    {
      ...on(`${name} that is held, named with a version that none can follow`, 'fast-forward', null, 'artefact/mixed'),
      offer: offers(ONLY_SNAPSHOT_NEW, { [path]: { named: { version: Number.MAX_SAFE_INTEGER } } }),
    },
    on(`${name} that the snapshot names no more`, 'rollback', { named: null }, 'artefact/missing'),
    on(`${name} that is not there any more`, 'rollback', null, 'artefact/missing'),
  ]
})
