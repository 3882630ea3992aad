/** Why no picture comes from the camera. */
export type CameraFault = 'camera/insecure' | 'camera/refused' | 'camera/absent' | 'camera/busy' | 'camera/failed'
