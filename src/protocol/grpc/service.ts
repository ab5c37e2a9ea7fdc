import type { DescMessage, MessageInitShape, MessageShape } from "@bufbuild/protobuf";
import type { ServiceDefinition } from "@grpc/grpc-js";
import { decode, encode } from "../messages/codec.js";
import type { Method, Service } from "../messages/services.js";
import type { Table } from "../messages/table.js";

/** A service in the form that grpc-js wants. Answers may also be given as bytes that are encoded already. */
export function serviceDefinition({ typeName, method }: Service): ServiceDefinition {
  return Object.fromEntries(
    Object.values<Method>(method).map(({ name, methodKind, input, output }) => [
      name,
      {
        path: `/${typeName}/${name}`,
        requestStream: methodKind === "client_streaming" || methodKind === "bidi_streaming",
        responseStream: methodKind === "server_streaming" || methodKind === "bidi_streaming",
        requestSerialize: encoder(input),
        requestDeserialize: decoder(input),
        responseSerialize: encoder(output),
        responseDeserialize: decoder(output),
      },
    ]),
  );
}

function encoder<D extends DescMessage>(table: Table<D>) {
  return (message: Uint8Array | MessageInitShape<D>): Buffer => {
    const bytes = message instanceof Uint8Array ? message : encode(table, message);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };
}

function decoder<D extends DescMessage>(table: Table<D>) {
  return (bytes: Buffer): MessageShape<D> => decode(table, bytes);
}
