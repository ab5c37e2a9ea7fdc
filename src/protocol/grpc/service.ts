import {
  create,
  type DescMessage,
  type DescService,
  fromBinary,
  type MessageShape,
  toBinary,
} from "@bufbuild/protobuf";
import type { ServiceDefinition } from "@grpc/grpc-js";

/** A generated service in the form that grpc-js wants. Answers may also be given as bytes that are encoded already. */
export function serviceDefinition(service: DescService): ServiceDefinition {
  return Object.fromEntries(
    service.methods.map((method) => [
      method.name,
      {
        path: `/${service.typeName}/${method.name}`,
        requestStream: method.methodKind === "client_streaming" || method.methodKind === "bidi_streaming",
        responseStream: method.methodKind === "server_streaming" || method.methodKind === "bidi_streaming",
        requestSerialize: encoder(method.input),
        requestDeserialize: decoder(method.input),
        responseSerialize: encoder(method.output),
        responseDeserialize: decoder(method.output),
      },
    ]),
  );
}

function encoder<D extends DescMessage>(description: D) {
  return (message: Uint8Array | MessageShape<D>): Buffer => {
    const bytes =
      message instanceof Uint8Array ? message : toBinary(description, create(description, message));
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };
}

function decoder<D extends DescMessage>(description: D) {
  return (bytes: Buffer): MessageShape<D> => fromBinary(description, bytes);
}
