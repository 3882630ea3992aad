import t from 'tap'
import { Compile } from 'typebox/schema'
import {
  HostClaim,
  invitationDocument,
  listedInvitation,
  takenListDocument,
} from '../../../server/api-description/invitation-answers.ts'
import type { InvitationInFull } from '../../../server/store/invitation-store.ts'
import { INVITED, NUMBER } from '../store/made-invitations.ts'

const CLAIM = { kind: 'legal-entity', number: '9412 4000 0193', name: ' Steppe Tours LLP ', place: 'Almaty' } as const

t.test('what is blank, too long or breaks a line is no name', async (t) => {
  const claim = Compile(HostClaim)
  t.ok(claim.Check(CLAIM))
  for (const name of ['', ' ', 'a\nb', '\u202eevil', 'x'.repeat(201)]) t.notOk(claim.Check({ ...CLAIM, name }), name)
  t.notOk(claim.Check({ ...CLAIM, kind: 'friend' }))
  t.notOk(claim.Check({ ...CLAIM, more: 1 }))
})

const APPROVED: InvitationInFull = {
  ...{ id: 'K7Q2', state: 'approved', origin: 'host', host: 'H', hostName: 'Steppe', account: 'a', number: NUMBER },
  ...{ content: INVITED, revision: 1, list: null, application: 'M4XN', reason: '', createdBy: 'host/a' },
  ...{ takenUpBy: 'operator/a', decidedBy: 'operator/b', createdAt: 1, changedAt: 2, approvedAt: 2, expiresAt: 3 },
  ...{
    arrivalDueAt: null,
    arrivedOn: null,
    messages: [],
    timeline: [{ edge: 'begin', state: 'draft', at: 1 }],
    others: [{ id: 'O', state: 'review', host: 'another' }],
  },
}

t.test('a host is told neither the number while it can be used, nor what officers did', async (t) => {
  const told = invitationDocument(APPROVED, false)
  t.match(told, { invitation: 'K7Q2', state: 'approved', number: null, officers: null, others: [] })
  t.strictSame(told.timeline, APPROVED.timeline)
  t.notMatch(JSON.stringify(told), /operator|another|M4XN/)
  t.equal(listedInvitation({ ...APPROVED, state: 'used' }, false).number, NUMBER)
  t.match(invitationDocument(APPROVED, true), {
    number: NUMBER,
    officers: { created_by: 'host/a', taken_up_by: 'operator/a', decided_by: 'operator/b', application: 'M4XN' },
    others: [{ invitation: 'O', host: 'another' }],
  })
})

t.test('a list is told row by row, with its sums', async (t) => {
  const faults = [{ field: 'purpose', rule: 'known-purpose', message: 'takes tourism' }]
  const taken = {
    list: 'l',
    ignored: ['Hotel'],
    skipped: [{ row: 1, why: 'heading' }],
    rows: [
      { row: 2, became: 'taken', invitation: 'K7Q2', state: 'submitted' },
      { row: 3, became: 'named', faults },
    ],
  } as const
  t.match(takenListDocument(taken), {
    sums: { all: 3, taken: 1, already: 0, named: 1, skipped: 1 },
    rows: [
      { row: 2, invitation: 'K7Q2', errors: [] },
      { row: 3, invitation: null, state: null, errors: faults },
    ],
  })
})
