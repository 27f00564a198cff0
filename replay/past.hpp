// The past of a data directory, made ready to be shown by the server's own code (api::PastOptions).
#pragma once

#include <filesystem>
#include <string>

#include "api/node.hpp"
#include "replay/source.hpp"

namespace vesture::replay {

// The moment that the source stands at: the time that was asked for, or where a position was, its commit's.
api::PastMoment moment_of(const Source&, const SourceOptions&);

// Builds the views of that moment where the directory does not have them yet; an empty one is taken, and one that is
// there with anything but views of this moment is refused. Throws std::invalid_argument for that and for what is not
// apart from the data directory, and std::runtime_error where it was interrupted.
void build_views(const Source&, const std::filesystem::path& views);

// The node's options for the source: what is needed beside where it listens.
api::NodeOptions past_node(const Source&, const SourceOptions&, const std::filesystem::path& views);

}  // namespace vesture::replay
