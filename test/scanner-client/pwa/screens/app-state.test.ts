import t from 'tap'
import { screen, stage, trainingPeople, updateWaits } from '../../../../scanner-client/pwa/screens/app-state.ts'

t.test('begins with nothing claimed: no scanner, no verdict, nobody to train with', async (t) => {
  t.same(stage.value, { name: 'starting' })
  t.equal(screen.value, 'scan')
  t.equal(updateWaits.value, false)
  t.same(trainingPeople.value, [])
})
