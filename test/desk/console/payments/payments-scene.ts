/** A console over a server with a test acquirer beside it: payers who pay whatever they like, and an operator who settles it. */
import type { Test } from 'tap'
import type { Fault } from '../../../../acquirer/faults.ts'
import { payAt } from '../../../acquirer/made-acquirer.ts'
import { paymentScene } from '../../../server/payments/payment-scene.ts'
import { type ConsoleScene, consoleScene } from '../console-scene.ts'

export async function paymentsScene(t: Test) {
  const scenes: ConsoleScene[] = []
  const payments = await paymentScene(t, async (server) => {
    const scene = await consoleScene(t, { server })
    scenes.push(scene)
    return scene.built
  })
  const [scene] = scenes
  if (scene === undefined) throw new TypeError('there is no console')
  const at = await scene.signedIn(await scene.make('Olga', ['operator']))
  /** A case whose payer chose what goes wrong at the bank; its payment. */
  const pay = async (fault: Fault = 'none') => {
    const made = await payments.newCase()
    const { body } = await payments.begin(made)
    await payAt(body.page, fault)
    await payments.pass(10)
    return { id: body.id as string, invoice: body.invoice as string, reference: made.reference }
  }
  return { ...scene, payments, pay, at }
}
