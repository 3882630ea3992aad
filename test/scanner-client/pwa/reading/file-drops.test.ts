import t from 'tap'
import { followFileDrops } from '../../../../scanner-client/pwa/reading/file-drops.ts'

/** Whether the browser was kept from opening the file itself. */
function drag(target: EventTarget, type: string, files?: readonly Blob[]): boolean {
  const event = new Event(type, { cancelable: true })
  if (files !== undefined) Object.assign(event, { dataTransfer: { files } })
  return !target.dispatchEvent(event)
}

t.test('a file that is dropped is told once, and is not opened in the place of the page', async (t) => {
  const page = new EventTarget()
  const told: Blob[] = []
  const over: boolean[] = []
  const end = followFileDrops(
    page,
    (file) => told.push(file),
    (isOver) => over.push(isOver),
  )
  const [file, other] = [new Blob(['one']), new Blob(['other'])]
  t.equal(drag(page, 'dragover', [file]), true)
  t.same(told, [], 'what is only held over the page is not taken')
  t.equal(drag(page, 'drop', [file, other]), true)
  t.equal(told.length, 1)
  t.equal(told[0], file)
  drag(page, 'dragover')
  drag(page, 'dragleave')
  drag(page, 'drop')
  drag(page, 'drop', [])
  t.same(over, [true, false, true, false, false, false])
  t.equal(told.length, 1, 'a dropped text is no file')
  end()
  t.equal(drag(page, 'drop', [file]), false)
  t.equal(told.length, 1)
})
