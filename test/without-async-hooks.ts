/**
 * tap follows each promise and each callback from where it was made, to tell which test it was that threw in one: with it the
 * tests take a sixth longer. Without it what is thrown outside of every test ends its process, and the file has failed all the
 * same. Loaded into every test's process: see .taprc.
 */
import hooks from 'node:async_hooks'
import { syncBuiltinESMExports } from 'node:module'

hooks.createHook = () => {
  const hook = { enable: () => hook, disable: () => hook }
  return hook
}
syncBuiltinESMExports()
