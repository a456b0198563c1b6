export { webSocket, type WebSocketOptions } from './web-socket.js';
