import { isExempt } from "../../../src/net/no-proxy.js";

// Decided as Go's golang.org/x/net/http/httpproxy decides them.
test.each<[list: string, host: string, port: number, exempt: boolean]>([
  ["*", "gw.example.com", 443, true],
  ["example.com", "example.com", 443, true],
  ["example.com", "gw.example.com", 443, true],
  ["example.com", "badexample.com", 443, false],
  [".example.com", "gw.example.com", 443, true],
  [".example.com", "example.com", 443, false],
  ["*.example.com", "gw.example.com", 443, true],
  ["*.example.com", "example.com", 443, false],
  ["EXAMPLE.com", "GW.example.COM", 443, true],
  ["other.com, example.com ,", "gw.example.com", 443, true],
  ["other.com example.com", "gw.example.com", 443, true],
  ["gw.example.com:8000", "gw.example.com", 8000, true],
  ["gw.example.com:8000", "gw.example.com", 443, false],
  [".example.com:8000", "gw.example.com", 8000, true],
  ["10.0.0.0/8", "10.20.30.40", 443, true],
  ["10.0.0.0/8", "11.20.30.40", 443, false],
  ["10.0.0.0/8", "ten.example.com", 443, false],
  ["10.0.0.0/99", "10.20.30.40", 443, false],
  ["10.20.30.40", "10.20.30.40", 443, true],
  ["10.20.30.40:8000", "10.20.30.40", 8000, true],
  ["10.20.30.40:8000", "10.20.30.40", 443, false],
  ["0.40", "10.20.30.40", 443, false],
  ["fd00::/8", "[fd12::1]", 443, true],
  ["fd12::1", "[fd12::1]", 443, true],
  ["[fd12::1]:443", "[fd12::1]", 443, true],
  ["[fd12::1]:443", "[fd12::1]", 8000, false],
  ["fd12:0:0::1", "[fd12::1]", 443, true],
  ["", "gw.example.com", 443, false],
  [":443", "gw.example.com", 443, false],
  ["*.", "gw.example.com", 443, false],
])("NO_PROXY=%j and %s:%d: %s", (list, host, port, exempt) => {
  expect(isExempt(host, port, list)).toBe(exempt);
});
