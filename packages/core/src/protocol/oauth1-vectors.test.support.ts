/** Published examples of OAuth 1.0, and a few of our own that pin what no page shows. Source: rest-and-auth.md §3.5. */

type Pairs = readonly (readonly [string, string])[];

export const encodings: Pairs = [
  ['abcABC123', 'abcABC123'],
  ['-._~', '-._~'],
  ['%', '%25'],
  ['+', '%2B'],
  ['&=*', '%26%3D%2A'],
  ['\n', '%0A'],
  [' ', '%20'],
  ['', '%7F'],
  ['', '%C2%80'],
  ['、', '%E3%80%81'],
  ["!'()", '%21%27%28%29'],
];

export const normalizations: readonly { readonly given: string; readonly normalized: string }[] = [
  { given: 'name', normalized: 'name=' },
  { given: 'a=b', normalized: 'a=b' },
  { given: 'a=b&c=d', normalized: 'a=b&c=d' },
  { given: 'a=x!y&a=x+y', normalized: 'a=x%20y&a=x%21y' },
  { given: 'x!y=a&x=a', normalized: 'x=a&x%21y=a' },
];

export const bases: readonly {
  readonly method: string;
  readonly url: string;
  readonly parameters: string;
  readonly base: string;
}[] = [
  { method: 'GET', url: 'http://example.com/', parameters: 'n=v', base: 'GET&http%3A%2F%2Fexample.com%2F&n%3Dv' },
  { method: 'GET', url: 'http://example.com', parameters: 'n=v', base: 'GET&http%3A%2F%2Fexample.com%2F&n%3Dv' },
  {
    method: 'POST',
    url: 'https://photos.example.net/request_token',
    parameters:
      'oauth_version=1.0&oauth_consumer_key=dpf43f3p2l4k3l03&oauth_timestamp=1191242090&oauth_nonce=hsu94j3884jdopsl&oauth_signature_method=PLAINTEXT&oauth_signature=ignored',
    base: 'POST&https%3A%2F%2Fphotos.example.net%2Frequest_token&oauth_consumer_key%3Ddpf43f3p2l4k3l03%26oauth_nonce%3Dhsu94j3884jdopsl%26oauth_signature_method%3DPLAINTEXT%26oauth_timestamp%3D1191242090%26oauth_version%3D1.0',
  },
];

export const literals: readonly {
  readonly id: string;
  readonly method: 'HMAC-SHA1' | 'HMAC-SHA256';
  readonly base: string;
  readonly consumerSecret: string;
  readonly tokenSecret: string;
  readonly signature: string;
}[] = [
  {
    id: 'wiki-empty-token',
    method: 'HMAC-SHA1',
    base: 'bs',
    consumerSecret: 'cs',
    tokenSecret: '',
    signature: 'egQqG5AJep5sJ7anhXju1unge2I=',
  },
  {
    id: 'wiki-both-secrets',
    method: 'HMAC-SHA1',
    base: 'bs',
    consumerSecret: 'cs',
    tokenSecret: 'ts',
    signature: 'VZVjXceV7JgPq/dOTnNmEfO0Fv8=',
  },
  {
    id: 'computed-empty-token',
    method: 'HMAC-SHA256',
    base: 'bs',
    consumerSecret: 'cs',
    tokenSecret: '',
    signature: 'kWNIhpsQfKsXX+tw7xo2n09Z77xczTK6fc8ZPau76DY=',
  },
  {
    id: 'computed-both-secrets',
    method: 'HMAC-SHA256',
    base: 'bs',
    consumerSecret: 'cs',
    tokenSecret: 'ts',
    signature: '9HGKdfyP38c9+AtaEhdNhLubhigOrxSw0l46B8qgPso=',
  },
];

export interface WholeRequest {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly parameters: Pairs;
  readonly consumerSecret: string;
  readonly tokenSecret: string;
  readonly signature: string;
  readonly base?: string;
}

export const wholeRequests: readonly WholeRequest[] = [
  {
    id: 'oauth-core-A5',
    method: 'GET',
    url: 'http://photos.example.net/photos',
    parameters: [
      ['file', 'vacation.jpg'],
      ['size', 'original'],
      ['oauth_consumer_key', 'dpf43f3p2l4k3l03'],
      ['oauth_token', 'nnch734d00sl2jdk'],
      ['oauth_signature_method', 'HMAC-SHA1'],
      ['oauth_timestamp', '1191242096'],
      ['oauth_nonce', 'kllo9940pd9333jh'],
      ['oauth_version', '1.0'],
    ],
    consumerSecret: 'kd94hf93k423kf44',
    tokenSecret: 'pfkkdhi9sl3r4s00',
    signature: 'tR3+Ty81lMeYAr/Fid0kMTYa/WM=',
    base: 'GET&http%3A%2F%2Fphotos.example.net%2Fphotos&file%3Dvacation.jpg%26oauth_consumer_key%3Ddpf43f3p2l4k3l03%26oauth_nonce%3Dkllo9940pd9333jh%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D1191242096%26oauth_token%3Dnnch734d00sl2jdk%26oauth_version%3D1.0%26size%3Doriginal',
  },
  {
    id: 'rfc5849-1.2-initiate',
    method: 'POST',
    url: 'https://photos.example.net/initiate',
    parameters: [
      ['oauth_consumer_key', 'dpf43f3p2l4k3l03'],
      ['oauth_signature_method', 'HMAC-SHA1'],
      ['oauth_timestamp', '137131200'],
      ['oauth_nonce', 'wIjqoS'],
      ['oauth_callback', 'http://printer.example.com/ready'],
    ],
    consumerSecret: 'kd94hf93k423kf44',
    tokenSecret: '',
    signature: '74KNZJeDHnMBp0EMJ9ZHt/XKycU=',
  },
  {
    id: 'rfc5849-1.2-token',
    method: 'POST',
    url: 'https://photos.example.net/token',
    parameters: [
      ['oauth_consumer_key', 'dpf43f3p2l4k3l03'],
      ['oauth_token', 'hh5s93j4hdidpola'],
      ['oauth_signature_method', 'HMAC-SHA1'],
      ['oauth_timestamp', '137131201'],
      ['oauth_nonce', 'walatlh'],
      ['oauth_verifier', 'hfdp7dh39dks9884'],
    ],
    consumerSecret: 'kd94hf93k423kf44',
    tokenSecret: 'hdhd0244k9j7ao03',
    signature: 'gKgrFCywp7rO0OXSjdot/IHF7IU=',
  },
  {
    id: 'rfc5849-1.2-photos',
    method: 'GET',
    url: 'http://photos.example.net/photos',
    parameters: [
      ['file', 'vacation.jpg'],
      ['size', 'original'],
      ['oauth_consumer_key', 'dpf43f3p2l4k3l03'],
      ['oauth_token', 'nnch734d00sl2jdk'],
      ['oauth_signature_method', 'HMAC-SHA1'],
      ['oauth_timestamp', '137131202'],
      ['oauth_nonce', 'chapoH'],
    ],
    consumerSecret: 'kd94hf93k423kf44',
    tokenSecret: 'pfkkdhi9sl3r4s00',
    signature: 'MdpQcU8iPSUjWoN/UDMsK2sui9I=',
  },
  {
    id: 'rfc5849-3.4.1.1',
    method: 'POST',
    url: 'http://example.com/request',
    parameters: [
      ['b5', '=%3D'],
      ['a3', 'a'],
      ['c@', ''],
      ['a2', 'r b'],
      ['c2', ''],
      ['a3', '2 q'],
      ['oauth_consumer_key', '9djdj82h48djs9d2'],
      ['oauth_token', 'kkk9d7dh3k39sjv7'],
      ['oauth_signature_method', 'HMAC-SHA1'],
      ['oauth_timestamp', '137131201'],
      ['oauth_nonce', '7d8f3e4a'],
    ],
    consumerSecret: 'j49sk3j29djd',
    tokenSecret: 'dh893hdasih9',
    signature: 'r6/TJjbCOr97/+UU0NsvSne7s5g=',
    base: 'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7',
  },
  {
    id: 'twitter-v1',
    method: 'POST',
    url: 'https://api.twitter.com/1/statuses/update.json',
    parameters: [
      ['include_entities', 'true'],
      ['status', 'Hello Ladies + Gentlemen, a signed OAuth request!'],
      ['oauth_consumer_key', 'xvz1evFS4wEEPTGEFPHBog'],
      ['oauth_nonce', 'kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg'],
      ['oauth_signature_method', 'HMAC-SHA1'],
      ['oauth_timestamp', '1318622958'],
      ['oauth_token', '370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb'],
      ['oauth_version', '1.0'],
    ],
    consumerSecret: 'kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw',
    tokenSecret: 'LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE',
    signature: 'tnnArxj06cWHq44gCs1OSKk/jLY=',
  },
  {
    id: 'twitter-v1.1',
    method: 'POST',
    url: 'https://api.twitter.com/1.1/statuses/update.json',
    parameters: [
      ['include_entities', 'true'],
      ['status', 'Hello Ladies + Gentlemen, a signed OAuth request!'],
      ['oauth_consumer_key', 'xvz1evFS4wEEPTGEFPHBog'],
      ['oauth_nonce', 'kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg'],
      ['oauth_signature_method', 'HMAC-SHA1'],
      ['oauth_timestamp', '1318622958'],
      ['oauth_token', '370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb'],
      ['oauth_version', '1.0'],
    ],
    consumerSecret: 'kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw',
    tokenSecret: 'LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE',
    signature: 'hCtSmYh+iHYCEqBWrE7C7hYmtUk=',
  },
  {
    id: 'twitter-request_token',
    method: 'POST',
    url: 'https://api.twitter.com/oauth/request_token',
    parameters: [
      ['oauth_callback', 'http://localhost:3005/the_dance/process_callback?service_provider_id=11'],
      ['oauth_consumer_key', 'GDdmIQH6jhtmLUypg82g'],
      ['oauth_nonce', 'QP70eNmVz8jvdPevU3oJD2AfF7R7odC2XJcn4XlZJqk'],
      ['oauth_signature_method', 'HMAC-SHA1'],
      ['oauth_timestamp', '1272323042'],
      ['oauth_version', '1.0'],
    ],
    consumerSecret: 'MCD8BKwGdgPHvAuvgvz4EQpqDAtx89grbuNMRd7Eh98',
    tokenSecret: '',
    signature: '8wUi7m5HFQy76nowoCThusfgB+Q=',
  },
  {
    id: 'twitter-access_token',
    method: 'POST',
    url: 'https://api.twitter.com/oauth/access_token',
    parameters: [
      ['oauth_consumer_key', 'GDdmIQH6jhtmLUypg82g'],
      ['oauth_nonce', '9zWH6qe0qG7Lc1telCn7FhUbLyVdjEaL3MO5uHxn8'],
      ['oauth_signature_method', 'HMAC-SHA1'],
      ['oauth_token', '8ldIZyxQeVrFZXFOZH5tAwj6vzJYuLQpl0WUEYtWc'],
      ['oauth_timestamp', '1272323047'],
      ['oauth_verifier', 'pDNg57prOHapMbhv25RNf75lVRd6JDsni1AJJIDYoTY'],
      ['oauth_version', '1.0'],
    ],
    consumerSecret: 'MCD8BKwGdgPHvAuvgvz4EQpqDAtx89grbuNMRd7Eh98',
    tokenSecret: 'x6qpRnlEmW9JbQn4PQVVeVG8ZLPEx6A0TOebgwcuA',
    signature: 'PUw/dHA4fnlJYM6RhXk5IU/0fCc=',
  },
  {
    id: 'computed-lp-users-sha1',
    method: 'GET',
    url: 'https://ac.example.test/api/account/12345678/configuration/le-users/users',
    parameters: [
      ['v', '4.0'],
      ['select', 'id,name'],
      ['oauth_consumer_key', 'd392e7ff2e204d6c802e38fd775563d1'],
      ['oauth_token', '61adad31204a4e6fab68d560f1ffb594'],
      ['oauth_signature_method', 'HMAC-SHA1'],
      ['oauth_timestamp', '1261039670'],
      ['oauth_nonce', 'c1c04ec4-3125-44cf-9c39-cccb9343541b'],
      ['oauth_version', '1.0'],
    ],
    consumerSecret: 'consumer-secret',
    tokenSecret: 'token-secret',
    signature: '5PMJGis/HDjDK7Xcy900UKh63Vo=',
  },
  {
    id: 'computed-lp-users-sha256',
    method: 'GET',
    url: 'https://ac.example.test/api/account/12345678/configuration/le-users/users',
    parameters: [
      ['v', '4.0'],
      ['select', 'id,name'],
      ['oauth_consumer_key', 'd392e7ff2e204d6c802e38fd775563d1'],
      ['oauth_token', '61adad31204a4e6fab68d560f1ffb594'],
      ['oauth_signature_method', 'HMAC-SHA256'],
      ['oauth_timestamp', '1261039670'],
      ['oauth_nonce', 'c1c04ec4-3125-44cf-9c39-cccb9343541b'],
      ['oauth_version', '1.0'],
    ],
    consumerSecret: 'consumer-secret',
    tokenSecret: 'token-secret',
    signature: 'kLVkMZoeSlRBxH3GuntdlNeBTL4NZWQSnO645iu0YjI=',
  },
  {
    id: 'computed-lp-history-sha1',
    method: 'POST',
    url: 'https://hist.example.test/messaging_history/api/account/12345678/conversations/search',
    parameters: [
      ['offset', '0'],
      ['limit', '50'],
      ['sort', 'start:desc'],
      ['oauth_consumer_key', 'ck'],
      ['oauth_token', 'tk'],
      ['oauth_signature_method', 'HMAC-SHA1'],
      ['oauth_timestamp', '1700000000'],
      ['oauth_nonce', 'n-0001'],
      ['oauth_version', '1.0'],
    ],
    consumerSecret: 'a&b c',
    tokenSecret: 't%s',
    signature: 'CPwQ60Izj0BFT3ZMR7ZBEdMqbz8=',
  },
];
