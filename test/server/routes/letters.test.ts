import t from 'tap'
import { build } from '../build-app.ts'
import { people } from '../people.ts'

t.test('the desk sees what became of letters, by state and in pages, and not what they say', async (t) => {
  const built = await build(t)
  const { applicant } = await people(built)
  for (const email of ['anna@example.org', 'bob@example.org']) await applicant(email)
  const claim = await built.store.claimLetter(built.clock.now, built.clock.now + 60)
  const error = { code: 'smtp/550', text: 'no such user' }
  await built.store.letterBounced(claim ?? { id: '', attempts: 0 }, error, { actor: 'letters', at: built.clock.now })
  const all = await built.authority('GET', '/v1/letters')
  t.match(all.body, {
    complete: true,
    letters: [
      { kind: 'sign-in', email: 'anna@example.org', state: 'bounced', error, about: null, next_attempt_at: null },
      { kind: 'sign-in', email: 'bob@example.org', state: 'waiting', next_attempt_at: built.clock.now },
    ],
  })
  t.notMatch(all.text, /code":"[0-9]{6}|content|sign-in\//)
  t.equal((await built.authority('GET', '/v1/letters?state=bounced')).body.letters.length, 1)
  t.equal((await built.authority('GET', `/v1/letters?after=${all.body.letters[0].id}`)).body.letters.length, 1)
  t.match((await built.authority('GET', '/v1/letters?order=newest&limit=1')).body, {
    letters: [{ email: 'bob@example.org' }],
    complete: false,
  })
  const [anna, bob] = all.body.letters
  t.match((await built.authority('GET', `/v1/letters?order=newest&after=${bob.id}`)).body.letters, [{ id: anna.id }])
  t.equal((await built.authority('GET', '/v1/letters?state=lost')).status, 400)
})
