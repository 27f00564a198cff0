#include "eventstore/backup/destroyed_keys.hpp"

#include "eventstore/keyring_file.hpp"

namespace vesture::eventstore {

DestroyedKeys::DestroyedKeys(const std::filesystem::path& keyring) {
  const auto slots = KeyringFile::read(keyring);
  slots_ = slots.size();
  for (const Slot& slot : slots)
    if (slot.state == SlotState::destroyed) owners_.insert(slot.owner);
}

}  // namespace vesture::eventstore
