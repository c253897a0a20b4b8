package dev.plumbline.topics;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Label;
import dev.plumbline.v1.OfflineResult;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.Signal;
import dev.plumbline.v1.SliWindow;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the public topics promise: their messages and all that these hold, by file. */
final class PublicMessages {
  static final List<Descriptor> ON_TOPICS =
      List.of(
          Decision.getDescriptor(),
          Label.getDescriptor(),
          OfflineResult.getDescriptor(),
          Score.getDescriptor(),
          Signal.getDescriptor(),
          SliWindow.getDescriptor());

  private final TreeSet<String> names = new TreeSet<>();
  private final Map<String, FileDescriptor> files = new TreeMap<>();

  private PublicMessages() {}

  /** As they are now. */
  static FileDescriptorSet now() {
    PublicMessages found = new PublicMessages();
    ON_TOPICS.forEach(found::add);
    FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
    found.files.values().forEach(file -> set.addFile(found.part(file)));
    return set.build();
  }

  private void add(Descriptor message) {
    files.put(message.getFile().getName(), message.getFile());
    if (!names.add(message.getFullName())) {
      return;
    }
    for (FieldDescriptor field : message.getFields()) {
      switch (field.getJavaType()) {
        case MESSAGE -> add(field.getMessageType());
        case ENUM -> add(field.getEnumType());
        default -> {}
      }
    }
    if (message.getContainingType() != null) {
      add(message.getContainingType());
    }
  }

  private void add(EnumDescriptor type) {
    files.put(type.getFile().getName(), type.getFile());
    names.add(type.getFullName());
  }

  private FileDescriptorProto part(FileDescriptor file) {
    FileDescriptorProto.Builder part =
        file.toProto().toBuilder().clearMessageType().clearEnumType();
    String prefix = file.getPackage() + ".";
    for (DescriptorProto message : file.toProto().getMessageTypeList()) {
      if (names.contains(prefix + message.getName())) {
        part.addMessageType(message);
      }
    }
    file.toProto().getEnumTypeList().stream()
        .filter(type -> names.contains(prefix + type.getName()))
        .forEach(part::addEnumType);
    return part.build();
  }
}
