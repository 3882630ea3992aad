import t from 'tap'
import { stateFaults } from '../../../evisa/terms/check-states.ts'

const told = (...states: string[]) => [...stateFaults(states, 'list')].map(({ path }) => path)

t.test('states that no passport names, the own one, and those there twice', async (t) => {
  t.same(told('IND', 'LKA', 'XXA', 'RKS'), [])
  t.same(told('IND', 'KAX', 'KAZ', 'IND'), ['list[3]', 'list[1]', 'list[2]'])
})
