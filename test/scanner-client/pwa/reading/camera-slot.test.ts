import t from 'tap'
import { cameraSlot } from '../../../../scanner-client/pwa/reading/camera-slot.ts'

/** A camera's track; `ended` is told only where the system took it. */
function track() {
  const target = new EventTarget()
  return Object.assign(target, {
    readyState: 'live',
    muted: false,
    stop() {
      this.readyState = 'ended'
    },
  })
}

/** Cameras that open when the test says so. */
function scene() {
  const openings: PromiseWithResolvers<ReturnType<typeof track>>[] = []
  const asked: MediaTrackConstraints[] = []
  const media = {
    getUserMedia: async ({ video }: { readonly video: MediaTrackConstraints }) => {
      asked.push(video)
      const opening = Promise.withResolvers<ReturnType<typeof track>>()
      openings.push(opening)
      const opened = await opening.promise
      return { getTracks: () => [opened], getVideoTracks: () => [opened] }
    },
  }
  const video = { srcObject: null, paused: false, play: async () => {} }
  let ended = 0
  const slot = cameraSlot(media as never, video as never, () => ended++)
  const isShown = (one: unknown) => (video.srcObject as unknown as MediaStream | null)?.getTracks()[0] === one
  return { slot, openings, asked, video, isShown, ended: () => ended }
}

t.test('the rear camera unless another one was chosen', async (t) => {
  const { slot, asked } = scene()
  void slot.open(null)
  void slot.open('the second')
  t.match(asked[0], { facingMode: { ideal: 'environment' } })
  t.match(asked[1], { deviceId: { exact: 'the second' } })
})

t.test('of two that open at once the later one shows, whichever comes first, and the other goes dark', async (t) => {
  for (const order of [
    [0, 1],
    [1, 0],
  ]) {
    const { slot, openings, isShown } = scene()
    const both = [slot.open('one'), slot.open('two')]
    t.equal(slot.isOpening(), true)
    const tracks = [track(), track()]
    for (const at of order) {
      openings[at]?.resolve(tracks[at] ?? track())
      await both[at]
    }
    t.same(await Promise.all(both), [
      { ok: true, value: null },
      { ok: true, value: null },
    ])
    t.same(
      tracks.map(({ readyState }) => readyState),
      ['ended', 'live'],
    )
    t.ok(isShown(tracks[1]))
    t.equal(slot.isOpening(), false)
    t.equal(slot.isLive(), true)
  }
})

t.test('one that opens after the end does not stay on', async (t) => {
  const { slot, openings, video } = scene()
  const opening = slot.open(null)
  slot.close()
  const late = track()
  openings[0]?.resolve(late)
  await opening
  t.equal(late.readyState, 'ended')
  t.equal(video.srcObject, null)
})

t.test('a picture that does not play is a fault of its own, and leaves no light on', async (t) => {
  const { slot, openings, video } = scene()
  video.play = () => Promise.reject(new DOMException('not by itself', 'NotAllowedError'))
  const opening = slot.open(null)
  const opened = track()
  openings[0]?.resolve(opened)
  t.same(await opening, { ok: false, error: 'camera/failed' })
  t.equal(opened.readyState, 'ended')
})

t.test('a track that is mute, has ended or does not play is not live; its end is told', async (t) => {
  const { slot, openings, video, ended } = scene()
  const opening = slot.open(null)
  const opened = track()
  openings[0]?.resolve(opened)
  await opening
  opened.muted = true
  t.equal(slot.isLive(), false)
  opened.muted = false
  video.paused = true
  t.equal(slot.isLive(), false)
  video.paused = false
  t.equal(slot.isLive(), true)
  opened.readyState = 'ended'
  t.equal(slot.isLive(), false)
  opened.dispatchEvent(new Event('ended'))
  t.equal(ended(), 1)
  slot.close()
  opened.dispatchEvent(new Event('ended'))
  t.equal(ended(), 1)
})
