/** Prints an application that is good from tomorrow, of a person who does not exist. `node examples/application.mjs > application.json` */

const day = (ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10)

const application = {
  visa_support_number: `EXAMPLE-${day(0)}`,
  category: 'B12',
  entries: 1,
  // A day of Kazakhstan, which is five hours ahead of UTC: tomorrow is over nowhere.
  valid_from: day(1),
  valid_until: day(30),
  stay_days: 30,
  holder: {
    surname: 'PERERA',
    given_names: 'NIMALI SANDUNI',
    sex: 'F',
    birth_date: '1990-03-04',
    nationality: 'LKA',
  },
  passport: { number: 'N1234567', issuer: 'LKA', expires: day(5 * 365) },
}

console.log(JSON.stringify(application))
