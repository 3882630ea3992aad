/** Many applications as they were sent: each is read and issued by itself, and one that is refused keeps none of the others. */
import { type IssueContext, type Issued, issueVisas } from './issue-visa.ts'
import { readApplication } from './read-application.ts'

/** In the order in which they were sent. */
export async function issueBatch(applications: readonly unknown[], context: IssueContext): Promise<readonly Issued[]> {
  const read = applications.map(readApplication)
  const good = read.flatMap((application) => (application.ok ? application.value : []))
  const issued = (await issueVisas(good, context)).values()
  return read.map((application) => (application.ok ? (issued.next().value as Issued) : application))
}
