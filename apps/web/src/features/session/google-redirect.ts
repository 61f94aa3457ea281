// In a file of its own, which is fetched by itself: as it loads, aws-amplify takes up an answer that stands in the address.
export { signInWithRedirect } from 'aws-amplify/auth';
