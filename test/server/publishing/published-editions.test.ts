import t from 'tap'
import { defaultPolicy } from '../../../fixtures/default-policy.ts'
import { editionsIn, publishedEditions } from '../../../server/publishing/published-editions.ts'
import { verifyKeys } from '../../../server/publishing/verify-published.ts'
import { madePublisher } from './made-publisher.ts'

t.test('what a believed key signed as the policy, to the letter, and nothing else', async (t) => {
  const { store, keys } = await madePublisher(t)
  const { trust } = await verifyKeys(keys.current)
  const published = await store.publishedArtefacts()
  const { editions } = defaultPolicy()
  t.equal(JSON.stringify(await publishedEditions(published, trust)), JSON.stringify(editions))
  const others = published.filter(({ path }) => path !== 'policy')
  t.equal(await publishedEditions(others, trust), null)
  const [policy] = published.filter(({ path }) => path === 'policy')
  if (policy === undefined) return t.fail('no policy')
  t.same(editionsIn(policy.body), editions)
  const [head, payload, signature = ''] = policy.body.split('.')
  const body = [head, payload, `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`].join('.')
  t.equal(await publishedEditions([{ ...policy, body }], trust), null, 'a signature that does not hold')
  t.equal(await publishedEditions([{ ...policy, body: '' }], trust), null)
})
