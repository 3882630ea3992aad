import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { madeDesk } from '../made-desk.ts'

t.test('two people revoke many: proposed from a file, shown, approved', async (t) => {
  const desk = await madeDesk(t)
  const [asel, bolat] = [await desk.person('Әсел'), await desk.person('Bolat')]
  t.equal((await bolat('proposals')).text, 'nothing waits for a second person')
  const numbers = [(await desk.issue()).visa_number, (await desk.issue()).visa_number]
  const file = join(desk.dir, 'numbers.txt')
  writeFileSync(
    file,
    `\ufeff# of the lost batch\r\n${formatVisaNumber(numbers[0] ?? '')}  # the first\r\n\r\n${numbers[1]}\n`,
  )
  const many = ['--file', file, '--reason', 'lost\u001b[2J batch']
  const proposed = await asel('revoke', ...many)
  const { id } = proposed.json[0]
  t.match(proposed.text, new RegExp(`^${id} {2}Revoke 2 e-visas: open\n {2}by Әсел at .*: lost \\[2J batch\n`))
  for (const number of numbers) t.match(proposed.text, `\n  ${formatVisaNumber(number)}\n`)
  t.match(proposed.text, `npm run -s authority -- approve ${id}`)
  t.match((await bolat('proposals')).text, new RegExp(`^${id} {2}Revoke 2 e-visas: open\n`))
  const whole = await bolat('proposals', id)
  t.match(whole.json[0], { visa_numbers: numbers, visas: numbers.map((visa_number) => ({ visa_number })) })
  t.match(whole.text, /\n {2}2 e-visas: 2 valid; nationality 2 LKA; none used to enter\n {2}e-visa +holder +passport /)
  const holder = 'PERERA NIMALI SANDUNI  LKA N1234567  LKA          0 of 1   valid'
  for (const number of numbers) t.match(whole.text, `\n  ${formatVisaNumber(number)}  ${holder}\n`)
  await t.rejects(bolat('approve', id), { message: /nobody is there to say yes; add --yes/ })
  await t.rejects(asel('approve', id, '--yes'), { message: /another operator has to approve it/ })
  await t.rejects(desk.run('approve', id, '--yes'), { message: /sign in with your own token/ })
  t.match((await bolat('approve', id, '--yes')).text, /: approved\n[\s\S]*\n {2}approved by Bolat at /)
  t.match((await desk.run('show', numbers[0] ?? '')).text, /, revoked$/)
  t.equal((await bolat('proposals')).text, 'nothing waits for a second person')
  t.match((await bolat('proposals', '--all')).text, /: approved/)
})

t.test('declines, and says what of a file cannot be set', async (t) => {
  const desk = await madeDesk(t)
  const asel = await desk.person('Әсел')
  const { visa_number } = await desk.issue()
  const file = join(desk.dir, 'numbers.txt')
  const write = (text: string) => writeFileSync(file, text)
  const suspend = () => asel('suspend', '--file', file, '--reason', 'a test')
  write(visa_number)
  const { id } = (await suspend()).json[0]
  t.match((await asel('decline', id)).text, /Suspend one e-visa: declined\n[\s\S]*declined by Әсел/)
  write(`${visa_number}\nK7Q2-M9XD\n`)
  await t.rejects(suspend(), { message: /1 of the numbers cannot be set: "K7Q2-M9XD": / })
  write('# nothing\n')
  await t.rejects(suspend(), { message: /holds no visa number: write one a line/ })
  for (const args of [[], [visa_number, '--file', file]])
    await t.rejects(asel('revoke', ...args, '--reason', 'a test'), {
      message: /give one visa number, or --file with many/,
    })
})

t.test('of many numbers the first are shown, and how many more there are', async (t) => {
  const desk = await madeDesk(t)
  const asel = await desk.person('Әсел')
  const numbers: string[] = []
  for (let at = 0; at < 23; at++) numbers.push((await desk.issue()).visa_number)
  const file = join(desk.dir, 'numbers.txt')
  writeFileSync(file, numbers.join('\n'))
  const { text, json } = await asel('revoke', '--file', file, '--reason', 'a test')
  t.match(text, `\n  and 3 more: npm run -s authority -- proposals ${json[0].id}\n`)
  const whole = (await desk.run('proposals', json[0].id)).text
  for (const number of numbers) t.match(whole, formatVisaNumber(number))
  t.equal(json[0].visa_numbers.length, 23)
})
