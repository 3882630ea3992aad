import t from 'tap'
import { newsOfProposals } from '../../../desk/terminal/proposal-news.ts'

t.test('a line for what waits and one for what ended, and none where there is nothing', async (t) => {
  t.equal(newsOfProposals({ waiting: 0, ended: 0 }, false), '')
  t.equal(
    newsOfProposals({ waiting: 1, ended: 0 }, false),
    '1 proposal waits for you: npm run -s authority -- proposals\n',
  )
  t.equal(
    newsOfProposals({ waiting: 2, ended: 1 }, false),
    '2 proposals wait for you: npm run -s authority -- proposals\n' +
      '1 proposal of yours was decided or ran out: npm run -s authority -- proposals --all\n',
  )
  t.match(
    newsOfProposals({ waiting: 2, ended: 3 }, true),
    /^3 proposals of yours were decided/,
    'what is on the screen',
  )
})
