import { makeKnowledge, qrTextOf, makeClaims, signVisa, NOW } from './made.ts'
import { readCredential } from '#evisa/read-credential.ts'
const k = await makeKnowledge()
const t = qrTextOf()
console.log(t.length, t)
console.log(JSON.stringify(await readCredential(t,'entry',k,NOW)))
console.log(JSON.stringify(await readCredential(signVisa(),'entry',k,NOW)))
const s=performance.now(); for(let i=0;i<2000;i++) await readCredential(t,'entry',k,NOW); console.log((performance.now()-s)/2000)
