/** A child of the tests: it says what it was made of, then repeats every line, after so much work as the line asks for. */
import { answerLines } from '../../bench/api-process.ts'

let isMade = false
await answerLines((line) => {
  const said = JSON.parse(line)
  if (!isMade && said.name === null) process.exit(0)
  if (!isMade) {
    isMade = true
    return { made: said.name }
  }
  spin(said.spin)
  return { echo: said }
})

function spin(milliseconds: number): void {
  const until = process.cpuUsage().user + milliseconds * 1000
  while (process.cpuUsage().user < until) Math.hypot(1, 2)
}
