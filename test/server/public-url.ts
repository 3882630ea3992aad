/** Where the server of the tests says that it is: apart from it, so that who needs the name alone does not load the server. */
export const PUBLIC_URL = 'http://authority.test'
