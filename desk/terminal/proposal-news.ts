/** What an operator hears of proposals at the end of a command, whatever the command was about. */
import type { ProposalNews } from '../calls/authority-calls.ts'

/** Lines for a person; empty where there is nothing to say. `listed`: the command has just shown what waits. */
export function newsOfProposals({ waiting, ended }: ProposalNews, listed: boolean): string {
  const wait = waiting === 1 ? '1 proposal waits' : `${waiting} proposals wait`
  const end = ended === 1 ? '1 proposal of yours was' : `${ended} proposals of yours were`
  return [
    ...(waiting === 0 || listed ? [] : [`${wait} for you: npm run -s authority -- proposals\n`]),
    ...(ended === 0 ? [] : [`${end} decided or ran out: npm run -s authority -- proposals --all\n`]),
  ].join('')
}
