import t from 'tap'
import { rehearsalFrom } from '../../../../desk/console/keys/rehearsal.ts'
import { rotationSteps } from '../../../../desk/console/keys/rotation-steps.ts'
import { NOW } from '../../../server/build-app.ts'

t.test('each moment has the next step before it, and no key is a real one', async (t) => {
  const next = rehearsalFrom(NOW).map(
    ({ keys, now }) => rotationSteps('visa', keys, now).find(({ state }) => state === 'next')?.name,
  )
  t.same(next, ['announce', 'wait', 'activate', 'retire', 'announce'])
  t.ok(rehearsalFrom(NOW).every(({ keys }) => keys.every(({ kid }) => kid.startsWith('training-'))))
})
