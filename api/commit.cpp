#include "api/commit.hpp"

#include "projections/audit/audit_list.hpp"

namespace vesture::api {

eventstore::Append append_of(const Backend& backend, const Call& call, const Reply& reply, Unit& unit) {
  auto append = unit.take();
  append.now = unit.now().microseconds;
  if (append.events.empty()) return append;
  const auto person = call.caller.person.uuid;
  append.actor.person = person.bytes;
  append.actor.account = reply.account.uuid.bytes;
  append.actor.means = reply.means;
  // The first commit of a person has no key to seal under yet, and names nobody.
  if (!person.is_nil())
    append.actor.origin = backend.cipher.seal(person, projections::audit::kOriginContext, call.request.peer);
  append.command = call.operation;
  return append;
}

}  // namespace vesture::api
