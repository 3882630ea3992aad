import t from 'tap'
import { wordsOf } from '../../../desk/console/area.ts'
import { toldFault } from '../../../desk/console/told-fault.ts'
import { Refused } from '../../../pages/answers.ts'
import { CHANGING, REGISTERING, SIGNING, SIGNING_IN } from '../../../server/api-description/person-answers.ts'
import { type ProblemsOf, problemOfFault } from '../../../server/http/fault-problems.ts'

const refused = (rule: string | null, detail = 'In English.', type = 'conflict') =>
  new Refused(409, {
    type: `urn:evisa:problem:${type}`,
    detail,
    ...(rule !== null && { errors: [{ field: '', rule, message: detail }] }),
  })

t.test('every fault of people, keys and signatures has words of its own in every language', async (t) => {
  const maps = { CHANGING, REGISTERING, SIGNING, SIGNING_IN } as unknown as Readonly<Record<string, ProblemsOf<string>>>
  // A number of seconds, and the three ways of a key, stand for whatever belongs to the fault.
  const more: Readonly<Record<string, object>> = {
    'too-early': { opensAt: 7 },
    'not-proven': { fault: 'assertion/unverified' },
    'key-refused': { why: 'algorithm' },
  }
  for (const [name, problems] of Object.entries(maps))
    for (const kind of Object.keys(problems)) {
      const fault = more[kind] ? { kind, ...more[kind] } : kind
      const { errors, message } = problemOfFault(fault as string, problems)
      const rule = errors?.[0]?.rule ?? ''
      for (const language of ['ru', 'kk'] as const)
        t.match(toldFault(refused(rule, message), wordsOf({ language })), /[Ѐ-ӿ]/, `${name} ${rule} in ${language}`)
    }
})

t.test('what has no words is told by the API, or as not done', async (t) => {
  const words = wordsOf({ language: 'en' })
  t.equal(toldFault(refused(null), words), 'In English.')
  t.equal(toldFault(refused('some/rule'), words), 'In English.')
  t.equal(toldFault(refused(null, 'secret', 'internal'), words), words.faults.notDone)
})
